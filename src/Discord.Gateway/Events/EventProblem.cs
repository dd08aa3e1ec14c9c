namespace Discord.Gateway;

/// <summary>A value of an event that could not be read; the event is delivered without it. Contains no text written by users, so it may be logged.</summary>
/// <param name="Path">The path of the value in the event's data, such as <c>presences[17].activities[0].party.size[1]</c>.</param>
/// <param name="Reason">What was expected, and what was found instead.</param>
public readonly record struct EventProblem(string Path, string Reason)
{
    /// <summary>Returns path and reason.</summary>
    public override string ToString() => $"{Path}: {Reason}";
}
