namespace Discord.Gateway.Tests.Sharding;

/// <summary>
/// Tests with managers on a clock that the test moves. What a manager does goes over many turns of the thread pool, and the clock must not run ahead of it: nothing else runs
/// beside them.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1052", Justification = "xunit wants a class that could be made.")]
public sealed class ManagerTests
{
    internal const string Name = "Managers";
}
