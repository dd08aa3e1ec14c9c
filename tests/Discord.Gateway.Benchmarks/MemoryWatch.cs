namespace Discord.Gateway.Benchmarks;

/// <summary>Looks at the memory of this process every 20 ms, and tells what looking itself allocates.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private readonly Timer _timer;
    private long _allocated;

    internal MemoryWatch()
    {
        Peak = Environment.WorkingSet;
        _timer = new Timer(_ => Look(), null, 20, 20);
    }

    /// <summary>The most that was resident, in bytes.</summary>
    internal long Peak { get; private set; }

    internal long Allocated => Interlocked.Read(ref _allocated);

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Peak = Math.Max(Peak, Environment.WorkingSet);
        Interlocked.Add(ref _allocated, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
