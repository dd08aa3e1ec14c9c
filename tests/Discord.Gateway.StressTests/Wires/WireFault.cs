namespace Discord.Gateway.StressTests.Wires;

/// <summary>What a hostile wire does.</summary>
internal enum WireFault
{
    /// <summary>Ends both directions properly, without a WebSocket close.</summary>
    Close,

    /// <summary>Forgets the connection: both ends get a reset.</summary>
    Reset,

    /// <summary>Ends the direction to the client, and goes on in the other.</summary>
    HalfClose,

    /// <summary>Takes bytes and gives none, and never closes.</summary>
    Dead,

    /// <summary>Holds everything back for a while.</summary>
    Stall,

    /// <summary>Lets a few bytes a second through for a while.</summary>
    Throttle,

    /// <summary>Sends what it gets in pieces of a few bytes for a while.</summary>
    Split,

    /// <summary>Gathers what it gets and sends it in one piece, for a while.</summary>
    Merge,

    /// <summary>Changes a byte on the way to the client.</summary>
    Corrupt,
}
