namespace Discord.Gateway;

/// <summary>How far a <see cref="Handover"/> is. Each phase but the first lasts an overlap or longer.</summary>
internal enum HandoverPhase
{
    /// <summary>The new set connects; what it is told is no news.</summary>
    Connecting,

    /// <summary>What the new set receives is remembered.</summary>
    RecordingNew,

    /// <summary>What the old set delivers is matched with that.</summary>
    RecordingBoth,

    /// <summary>The new set holds back what the old one has not delivered.</summary>
    Holding,

    /// <summary>The old set has delivered its last event: the new one delivers.</summary>
    Released,
}
