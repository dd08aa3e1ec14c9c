using System.Text.Json.Serialization;

namespace Discord.Gateway;

/// <summary>The options of a <see cref="ShardManager"/>. Only the token in <see cref="ShardOptions"/> is required.</summary>
/// <example><code>
/// var options = new ShardManagerOptions
/// {
///     ShardOptions = new ShardOptions { Token = token, Intents = GatewayIntents.Guilds, Logger = logger },
///     TotalShards = 16, // sessions continue even if Discord recommends more meanwhile
///     SessionStore = new FileSessionStore("/var/lib/my-bot/sessions"),
///     PresenceFor = shardId =&gt; new BotPresence { Activities = [BotActivity.Custom($"Shard {shardId}")] },
/// };
/// </code></example>
public sealed record ShardManagerOptions
{
    /// <summary>The address of Discord's HTTP API.</summary>
    public static Uri DefaultApiUri { get; } = new("https://discord.com/api/v10/");

    /// <summary>
    /// The options of every shard: token, intents, presence and so on. The manager sets the id, session and identify gate of each shard, and the gateway's address unless
    /// you set it.
    /// </summary>
    public ShardOptions ShardOptions { get; init; } = new();

    /// <summary>
    /// Returns the initial presence of a shard; null, or a returned null, for <see cref="ShardOptions.Presence"/>. Called once for each new shard: at the start, by
    /// <see cref="ShardManager.AddShardAsync"/>, <see cref="ShardManager.RestartShardAsync"/> and <see cref="ShardManager.ReshardAsync"/> (with the new number of shards). A presence set with
    /// <see cref="ShardManager.SetPresence(BotPresence)"/> replaces it. It should return at once. If it throws, takes longer than 2 s, or returns a presence that does not fit into a
    /// payload, the manager logs that, and the shard starts with <see cref="ShardOptions.Presence"/>.
    /// </summary>
    [JsonIgnore]
    public Func<ShardId, BotPresence?>? PresenceFor { get; init; }

    /// <summary>
    /// The number of the bot's shards in all processes, at least 1; null for the number that Discord recommends when the manager starts. Set it to keep sessions over restarts
    /// when Discord recommends more. After resharding, set it to the new number: sessions of another number are not continued.
    /// </summary>
    public int? TotalShards { get; init; }

    /// <summary>
    /// The shards that run in this process, by index: <c>0..16</c> for the first sixteen. Default all. With <c>0..0</c>, none run at first; <see cref="ShardManager.AddShardAsync"/> adds them.
    /// </summary>
    public Range LocalShards { get; init; } = Range.All;

    /// <summary>
    /// The limit of session starts; null to request it from Discord (<c>GET /gateway/bot</c>). If both this and <see cref="TotalShards"/> are set, that request is not sent.
    /// </summary>
    public SessionStartLimit? SessionStartLimit { get; init; }

    /// <summary>
    /// The number of session starts per day that are never used, so that a bot in a crash loop leaves some for its author. Shards that need one wait until the limit resets, with a
    /// warning. 0 or more; default 10. Not used with an identify gate of your own.
    /// </summary>
    public int SessionStartReserve { get; init; } = 10;

    /// <summary>
    /// The store of sessions, from which the next process continues; null for files in the user's local application data, with a directory for each bot.
    /// </summary>
    public ISessionStore? SessionStore { get; init; }

    /// <summary>
    /// Whether the manager's start continues saved sessions. Null, the default: <see cref="SessionPolicy.Resume"/>, or with a <see cref="State"/>,
    /// <see cref="SessionPolicy.ResumeOnlyWithState"/>. <see cref="SessionPolicy.IdentifyOnStart"/> is for bots whose handlers need READY and the GUILD_CREATE of every guild at each
    /// start.
    /// </summary>
    public SessionPolicy? SessionPolicy { get; init; }

    /// <summary>
    /// The state of the bot's guilds, a <c>BotState</c> of the package <c>Discord.Gateway.State</c>: updated with each event before the event is handled, and saved with the sessions. A state
    /// belongs to one manager. Null, the default, for none.
    /// </summary>
    [JsonIgnore]
    public GatewayState? State { get; init; }

    /// <summary>
    /// The interval of saving sessions. After a crash, the next process receives again the events handled since the last save. Above 0, at most 1 h; default 5 s.
    /// </summary>
    public TimeSpan SessionSaveInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Which events of a shard wait for each other's handlers. Default <see cref="EventOrder.PerChannel"/>. Not used by <see cref="ShardManager.ReceiveAllAsync"/>, whose reader
    /// takes one event at a time.
    /// </summary>
    public EventOrder EventOrder { get; init; } = EventOrder.PerChannel;

    /// <summary>
    /// The maximum number of handlers of a shard that run at once, 1 to 10,000; default 64. The shard delivers no further events while this many run and more could be handled, or while 16 times
    /// as many wait for their turn. Not used with <see cref="EventOrder.PerShard"/>.
    /// </summary>
    public int MaxConcurrentHandlers { get; init; } = 64;

    /// <summary>
    /// The time after which a handler counts as slow: a Warning names it once, and <see cref="ShardStatus.HasSlowHandler"/> is true for its shard. Above 0, at most 1 h; default 3 s, as
    /// long as Discord waits for the answer to an interaction.
    /// </summary>
    public TimeSpan SlowHandlerLimit { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The time that a shutdown waits for handlers to complete; then their cancellation token is cancelled. Above 0, at most 1 h; default 10 s.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How to treat the other shards when Discord ends one permanently. Default <see cref="ShardFailureBehavior.StopAll"/>.</summary>
    public ShardFailureBehavior ShardFailureBehavior { get; init; }

    /// <summary>
    /// The maximum time between the arrivals of one event in two sessions during resharding; <see cref="ShardManager.ReshardAsync"/> takes four times as long. Above 0, at most 1 h; default 5 s.
    /// </summary>
    public TimeSpan ReshardOverlap { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The base address of <c>gateway/bot</c>, which must end with a slash. Default <see cref="DefaultApiUri"/>; set it for a proxy of Discord's API.</summary>
    public Uri ApiUri { get; init; } = DefaultApiUri;

    /// <summary>The HTTP client for <c>gateway/bot</c>; null for the manager's own.</summary>
    [JsonIgnore]
    public HttpClient? HttpClient { get; init; }

    /// <summary>Returns the options without the token.</summary>
    public override string ToString() =>
        $"ShardManagerOptions {{ ShardOptions = {ShardOptions}, TotalShards = {TotalShards?.ToString() ?? "as recommended"}, LocalShards = {LocalShards}, ApiUri = {ApiUri} }}";

    /// <summary>Checks the options, as the manager's constructor does.</summary>
    /// <exception cref="ArgumentException">The option named by <see cref="ArgumentException.ParamName"/> is invalid.</exception>
    public void Validate()
    {
        if (ShardOptions is null)
        {
            throw Invalid(nameof(ShardOptions), "must not be null");
        }

        ShardOptions.Validate();
        if (ShardOptions.Session is not null || ShardOptions.ShardId != ShardId.Single)
        {
            throw Invalid(nameof(ShardOptions), "must have no Session and no ShardId: the manager assigns each shard its own");
        }

        if (TotalShards is < 1)
        {
            throw Invalid(nameof(TotalShards), $"must be at least 1, not {TotalShards}");
        }

        if (TotalShards is { } total)
        {
            _ = GetIndexes(total);
        }

        if (SessionStartLimit is { MaxConcurrency: < 1 })
        {
            throw Invalid(nameof(SessionStartLimit), $"must have a MaxConcurrency of at least 1, not {SessionStartLimit.MaxConcurrency}");
        }

        if (SessionStartReserve < 0)
        {
            throw Invalid(nameof(SessionStartReserve), $"must be at least 0, not {SessionStartReserve}");
        }

        if (EventOrder is null)
        {
            throw Invalid(nameof(EventOrder), "must not be null");
        }

        if (MaxConcurrentHandlers is < 1 or > 10_000)
        {
            throw Invalid(nameof(MaxConcurrentHandlers), $"must be from 1 to 10,000, not {MaxConcurrentHandlers}");
        }

        if (SessionPolicy is { } policy && !Enum.IsDefined(policy))
        {
            throw Invalid(nameof(SessionPolicy), $"must be null or one of {string.Join(", ", Enum.GetNames<SessionPolicy>())}, not {policy}");
        }

        if (SessionPolicy == Gateway.SessionPolicy.ResumeOnlyWithState && State is null)
        {
            throw Invalid(nameof(SessionPolicy), $"is {nameof(Gateway.SessionPolicy.ResumeOnlyWithState)}, but there is no {nameof(State)}, so every shard would identify: set {nameof(State)}, or another policy");
        }

        if (State is { } state && (state.RequiredIntents & ~ShardOptions.Intents) is var missing and not GatewayIntents.None)
        {
            throw Invalid(nameof(State), $"needs ShardOptions.{nameof(ShardOptions.Intents)} to contain {missing}, without which it receives no guilds");
        }

        ThrowIfNotPositive(SessionSaveInterval, nameof(SessionSaveInterval));
        ThrowIfNotPositive(SlowHandlerLimit, nameof(SlowHandlerLimit));
        ThrowIfNotPositive(ShutdownTimeout, nameof(ShutdownTimeout));
        ThrowIfNotPositive(ReshardOverlap, nameof(ReshardOverlap));
        if (ApiUri is not { IsAbsoluteUri: true } || !ApiUri.AbsolutePath.EndsWith('/'))
        {
            throw Invalid(nameof(ApiUri), "must be an absolute address whose path ends with a slash");
        }

        if (ApiUri.Scheme != Uri.UriSchemeHttps && !ApiUri.IsLoopback && !ShardOptions.AllowPlaintext)
        {
            throw Invalid(nameof(ApiUri), $"would send the token unencrypted to {ApiUri.Host}: use https://, or set ShardOptions.{nameof(ShardOptions.AllowPlaintext)} if that is intended");
        }
    }

    /// <summary>The value of <see cref="SessionPolicy"/> or, if it is null, the default.</summary>
    internal SessionPolicy EffectiveSessionPolicy => SessionPolicy ?? (State is null ? Gateway.SessionPolicy.Resume : Gateway.SessionPolicy.ResumeOnlyWithState);

    /// <summary>The indexes that run here.</summary>
    internal IReadOnlyList<int> GetIndexes(int total)
    {
        int start = LocalShards.Start.GetOffset(total);
        int end = LocalShards.End.GetOffset(total);
        return start >= 0 && (start < end || LocalShards.Equals(0..0)) && end <= total
            ? [.. Enumerable.Range(start, end - start)]
            : throw Invalid(nameof(LocalShards), $"is {LocalShards}, which is not a range of the {total} shards");
    }

    private static void ThrowIfNotPositive(TimeSpan value, string option)
    {
        if (value <= TimeSpan.Zero || value > TimeSpan.FromHours(1))
        {
            throw Invalid(option, $"must be above zero and at most 1 h, not {value}");
        }
    }

    private static ArgumentException Invalid(string option, string problem) => new($"ShardManagerOptions.{option} {problem}.", option);
}
