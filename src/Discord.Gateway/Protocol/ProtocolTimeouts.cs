namespace Discord.Gateway.Protocol;

/// <summary>How long <see cref="GatewayProtocol"/> waits for Discord.</summary>
internal static class ProtocolTimeouts
{
    internal static readonly TimeSpan Connect = TimeSpan.FromSeconds(15);
    internal static readonly TimeSpan Hello = TimeSpan.FromSeconds(20);

    /// <summary>Long, since Discord delays READY during outages while it goes on acknowledging heartbeats, and each identify is precious.</summary>
    internal static readonly TimeSpan Ready = TimeSpan.FromMinutes(5);

    /// <summary>Counted from the last replayed event: a replay may be long.</summary>
    internal static readonly TimeSpan Resumed = TimeSpan.FromSeconds(60);
}
