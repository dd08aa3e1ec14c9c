namespace Discord.Gateway;

/// <summary>A value of an event that could not be read. The event is there without it. Contains nothing that a user wrote, so it may be logged.</summary>
/// <param name="Path">Where it stands in the event's data, such as <c>presences[17].activities[0].party.size[1]</c>.</param>
/// <param name="Reason">What was expected there, and what was found.</param>
public readonly record struct EventProblem(string Path, string Reason)
{
    /// <summary>Prints path and reason.</summary>
    public override string ToString() => $"{Path}: {Reason}";
}
