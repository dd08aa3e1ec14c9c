namespace Discord.Gateway.Testing;

/// <summary>What goes wrong in a replay, as it does with gateways now and then.</summary>
public enum ReplayFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The first two events come in the other order.</summary>
    Swapped,

    /// <summary>The first event is missing.</summary>
    FirstMissing,

    /// <summary>The last event before the cut comes once more.</summary>
    OneRepeated,
}
