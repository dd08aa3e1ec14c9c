namespace Discord.Gateway.Events;

/// <summary>
/// Data of an event that is ignored when events are compared: all instances are equal. One reference, since most events have none of it.
/// </summary>
internal readonly struct EventMemory : IEquatable<EventMemory>
{
    private readonly object? _memory;

    internal EventMemory(IReadOnlyList<EventProblem> problems, object? before)
    {
        _memory = before is null ? problems : problems.Count == 0 ? before : new Both(problems, before);
    }

    internal IReadOnlyList<EventProblem> Problems => _memory switch
    {
        IReadOnlyList<EventProblem> problems => problems,
        Both both => both.Problems,
        _ => [],
    };

    internal object? Before => _memory switch
    {
        IReadOnlyList<EventProblem> => null,
        Both both => both.Before,
        var before => before,
    };

    public bool Equals(EventMemory other) => true;

    public override bool Equals(object? obj) => obj is EventMemory;

    public override int GetHashCode() => 0;

    private sealed record Both(IReadOnlyList<EventProblem> Problems, object Before);
}
