namespace Discord.Gateway;

/// <summary>How far a <see cref="Handover"/> is. Each phase but the first lasts an overlap or longer.</summary>
internal enum HandoverPhase
{
    /// <summary>The new set connects; the events it receives contain nothing new.</summary>
    Connecting,

    /// <summary>The events that the new set receives are remembered.</summary>
    RecordingNew,

    /// <summary>The events that the old set delivers are matched with them.</summary>
    RecordingBoth,

    /// <summary>The new set holds back the events that the old one has not delivered.</summary>
    Holding,

    /// <summary>The old set has delivered its last event: the new one delivers.</summary>
    Released,
}
