namespace Discord.Gateway.Protocol;

/// <summary>What a close means for the session.</summary>
internal enum CloseAction
{
    Resume,
    Identify,
    Fatal,
}

/// <summary>
/// The close-code table: one decision for every code, documented at <see cref="GatewayCloseCode"/> and in the README.
/// Codes that are not in it, and no code at all, resume: a resume costs nothing, and a refused one is answered by op 9.
/// </summary>
internal static class CloseCodePolicy
{
    /// <summary>How long a shard that sent too much stays away: a new connection has a new budget, and using that to send more is abuse.</summary>
    internal static readonly TimeSpan RateLimitedPause = TimeSpan.FromSeconds(5);

    internal static CloseAction ActionFor(int? code) => (GatewayCloseCode?)code switch
    {
        GatewayCloseCode.NotAuthenticated => CloseAction.Identify,
        GatewayCloseCode.SessionNoLongerValid => CloseAction.Identify,
        GatewayCloseCode.InvalidSequence => CloseAction.Identify,
        GatewayCloseCode.SessionTimedOut => CloseAction.Identify,

        GatewayCloseCode.AuthenticationFailed => CloseAction.Fatal,
        GatewayCloseCode.InvalidShard => CloseAction.Fatal,
        GatewayCloseCode.ShardingRequired => CloseAction.Fatal,
        GatewayCloseCode.InvalidApiVersion => CloseAction.Fatal,
        GatewayCloseCode.InvalidIntents => CloseAction.Fatal,
        GatewayCloseCode.DisallowedIntents => CloseAction.Fatal,

        _ => CloseAction.Resume,
    };

    /// <summary>The least time before the next connection, whatever the back-off says.</summary>
    internal static TimeSpan PauseFor(int? code) =>
        code == (int)GatewayCloseCode.RateLimited ? RateLimitedPause : TimeSpan.Zero;

    /// <summary>Codes that Discord sends only when a client did something wrong.</summary>
    internal static bool IsClientFault(int? code) => (GatewayCloseCode?)code is
        GatewayCloseCode.UnknownOpcode or GatewayCloseCode.DecodeError or GatewayCloseCode.NotAuthenticated
        or GatewayCloseCode.AlreadyAuthenticated or GatewayCloseCode.RateLimited;

    internal static GatewayFatalException ExceptionFor(int code, ShardId shardId) => (GatewayCloseCode)code switch
    {
        GatewayCloseCode.AuthenticationFailed => new AuthenticationFailedException(shardId),
        GatewayCloseCode.InvalidShard => new InvalidShardException(shardId),
        GatewayCloseCode.ShardingRequired => new ShardingRequiredException(shardId),
        GatewayCloseCode.InvalidApiVersion => new InvalidApiVersionException(shardId),
        GatewayCloseCode.InvalidIntents => new InvalidIntentsException(shardId),
        GatewayCloseCode.DisallowedIntents => new DisallowedIntentsException(shardId),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "Not a fatal close code."),
    };

    /// <summary>"4009 SessionTimedOut", "1001", "no close code".</summary>
    internal static string Describe(int? code) => code switch
    {
        null => "no close code",
        _ when Enum.IsDefined((GatewayCloseCode)code.Value) => $"{code} {(GatewayCloseCode)code.Value}",
        _ => $"{code}",
    };
}
