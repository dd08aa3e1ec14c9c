using System.Diagnostics;

namespace Discord.Gateway.State;

/// <summary>The steps of reads and changes between which another thread may act.</summary>
internal enum Step
{
    /// <summary>A reader has the index.</summary>
    IndexRead,

    /// <summary>A reader has the location in a slot.</summary>
    LocationRead,

    /// <summary>A reader has the list of pages.</summary>
    PageListRead,

    /// <summary>The writer added a page.</summary>
    PageAdded,

    /// <summary>The writer wrote an entry that no slot leads to yet.</summary>
    EntryWritten,

    /// <summary>The writer changed a slot.</summary>
    LocationWritten,

    /// <summary>The writer released a page.</summary>
    PageReleased,

    /// <summary>The writer replaced the index.</summary>
    IndexReplaced,
}

/// <summary>
/// Calls a test after each step, so that it can act as another thread would at exactly this point. Such tests find races in every run, not by luck. Release builds
/// contain none of the calls.
/// </summary>
internal static class Steps
{
    /// <summary>Called after each step of this thread.</summary>
    [field: ThreadStatic]
    internal static Action<Step>? Observer { get; set; }

    [Conditional("DEBUG")]
    internal static void Done(Step step) => Observer?.Invoke(step);
}
