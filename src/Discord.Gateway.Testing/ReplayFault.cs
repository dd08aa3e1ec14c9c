namespace Discord.Gateway.Testing;

/// <summary>A fault in a replay, of a kind that real gateways show occasionally.</summary>
public enum ReplayFault
{
    /// <summary>No fault.</summary>
    None,

    /// <summary>The first two events are swapped.</summary>
    Swapped,

    /// <summary>The first event is missing.</summary>
    FirstMissing,

    /// <summary>The last event before the disconnect is repeated.</summary>
    OneRepeated,
}
