using System.Text.Json.Serialization;

namespace Discord.Gateway;

/// <summary>What a <see cref="ShardManager"/> needs to know. Only the token in <see cref="Shard"/> must be given.</summary>
public sealed record ShardManagerOptions
{
    /// <summary>Where Discord's HTTP API is.</summary>
    public static Uri DefaultApiUri { get; } = new("https://discord.com/api/v10/");

    /// <summary>
    /// What every shard is made with: token, intents, presence and so on. The manager fills in its id, session and identify gate, and, unless you changed
    /// it, the address of the gateway.
    /// </summary>
    public ShardOptions Shard { get; init; } = new();

    /// <summary>
    /// Gives each shard the presence that it starts with; null, or null returned, for <see cref="ShardOptions.Presence"/>. Called once for each shard that is made: at the start, by
    /// <see cref="ShardManager.AddShardAsync"/>, <see cref="ShardManager.RestartShardAsync"/> and <see cref="ShardManager.ReshardAsync"/> (with the new number of shards). A presence set with
    /// <see cref="ShardManager.SetPresence(BotPresence)"/> takes its place. It should return at once. If it throws, takes longer than 2 s, or returns a presence that does not fit into a
    /// payload, that is logged, and the shard starts with <see cref="ShardOptions.Presence"/>.
    /// </summary>
    [JsonIgnore]
    public Func<ShardId, BotPresence?>? PresenceFor { get; init; }

    /// <summary>
    /// How many shards the bot has, in all processes. Null: as many as Discord recommends when the manager starts. Give it to keep sessions over restarts
    /// even if Discord recommends more by then.
    /// </summary>
    public int? TotalShards { get; init; }

    /// <summary>
    /// Which of the shards run here, by index: <c>0..16</c> for the first sixteen. Default all. With <c>0..0</c> none at first: <see cref="ShardManager.AddShardAsync"/> adds them.
    /// </summary>
    public Range Shards { get; init; } = Range.All;

    /// <summary>
    /// How many sessions may be started and how many at a time. Null: Discord is asked (<c>GET /gateway/bot</c>). Given together with
    /// <see cref="TotalShards"/>, nothing is asked.
    /// </summary>
    public SessionStartLimit? SessionStartLimit { get; init; }

    /// <summary>
    /// Session starts of a day that are never spent, so that a bot in a crash loop keeps some for its author. Shards that need one then wait for the
    /// next day, and that is logged. Default 10. Not used with an identify gate of your own.
    /// </summary>
    public int SessionStartReserve { get; init; } = 10;

    /// <summary>
    /// Where sessions are kept, so that the next process continues them. Null: in files under the user's local application data, a directory for each bot.
    /// </summary>
    public ISessionStore? SessionStore { get; init; }

    /// <summary>
    /// Whether the manager's start continues the sessions that were saved. Null, the default: <see cref="SessionPolicy.Resume"/>, or with a <see cref="State"/>,
    /// <see cref="SessionPolicy.ResumeOnlyWithState"/>. <see cref="SessionPolicy.IdentifyOnStart"/> is for bots whose handlers need READY and the GUILD_CREATE of every guild at each
    /// start, and says what that costs.
    /// </summary>
    public SessionPolicy? SessionPolicy { get; init; }

    /// <summary>
    /// What the bot knows of its guilds: a <c>BotState</c> of the package <c>Discord.Gateway.State</c>, which is kept up to date with each event before the event is handled, and
    /// saved with the sessions. It belongs to one manager. Null, the default: none.
    /// </summary>
    [JsonIgnore]
    public GatewayState? State { get; init; }

    /// <summary>
    /// How often sessions are saved while running. A process that is killed is told again, at its next start, what its handlers completed since the last save.
    /// Default 5 s.
    /// </summary>
    public TimeSpan SessionSaveInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Which events of a shard wait for each other's handlers. Default <see cref="EventOrder.PerChannel"/>. Not used by <see cref="ShardManager.ReceiveAllAsync"/>, whose reader
    /// takes one event at a time.
    /// </summary>
    public EventOrder EventOrder { get; init; } = EventOrder.PerChannel;

    /// <summary>
    /// How many handlers of a shard run at once, at most. While so many run, and others wait that could, the shard is not read; nor while 16 times as many wait for their
    /// turn. From 1 to 10,000; default 64. Not used with <see cref="EventOrder.PerShard"/>.
    /// </summary>
    public int MaxConcurrentHandlers { get; init; } = 64;

    /// <summary>
    /// How long the handler of an event may take. One that takes longer is named in a Warning, once, and <see cref="ShardStatus.HasSlowHandler"/> tells of the shard. Default 3 s:
    /// that long Discord waits for the answer to an interaction.
    /// </summary>
    public TimeSpan SlowHandlerLimit { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a shutdown waits for handlers to complete. Then their cancellation token is cancelled. Default 10 s.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What becomes of the other shards when Discord ends one for good. Default <see cref="WhenShardFails.StopAll"/>.</summary>
    public WhenShardFails WhenShardFails { get; init; }

    /// <summary>
    /// How far apart the same event may come from two sessions while resharding: <see cref="ShardManager.ReshardAsync"/> takes four times as long. Default 5 s.
    /// </summary>
    public TimeSpan ReshardOverlap { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Where <c>gateway/bot</c> is asked for. Default <see cref="DefaultApiUri"/>; give your own for a proxy of Discord's API.</summary>
    public Uri ApiUri { get; init; } = DefaultApiUri;

    /// <summary>The client to ask with; null for one of the manager's own.</summary>
    [JsonIgnore]
    public HttpClient? HttpClient { get; init; }

    /// <summary>Prints what may be shown: everything but the token.</summary>
    public override string ToString() =>
        $"ShardManagerOptions {{ Shard = {Shard}, TotalShards = {TotalShards?.ToString() ?? "as recommended"}, Shards = {Shards}, ApiUri = {ApiUri} }}";

    /// <summary>Throws if an option makes no sense, and names it. The manager's constructor does it, too.</summary>
    /// <exception cref="ArgumentException">The option named by <see cref="ArgumentException.ParamName"/> is invalid.</exception>
    public void Validate()
    {
        if (Shard is null)
        {
            throw Invalid(nameof(Shard), "must not be null");
        }

        Shard.Validate();
        if (Shard.Session is not null || Shard.ShardId != ShardId.Single)
        {
            throw Invalid(nameof(Shard), "must have no Session and no ShardId: the manager gives each shard its own");
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
            throw Invalid(nameof(SessionStartLimit), "must have a MaxConcurrency of at least 1");
        }

        if (SessionStartReserve < 0)
        {
            throw Invalid(nameof(SessionStartReserve), "must not be negative");
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
            throw Invalid(nameof(SessionPolicy), $"is {nameof(Gateway.SessionPolicy.ResumeOnlyWithState)}, but there is no {nameof(State)}: every shard would identify");
        }

        if (State is { } state && (state.RequiredIntents & ~Shard.Intents) is var missing and not GatewayIntents.None)
        {
            throw Invalid(nameof(State), $"needs ShardOptions.{nameof(ShardOptions.Intents)} to have {missing}, without which it is never told of a guild");
        }

        ThrowIfNotPositive(SessionSaveInterval, nameof(SessionSaveInterval));
        ThrowIfNotPositive(SlowHandlerLimit, nameof(SlowHandlerLimit));
        ThrowIfNotPositive(ShutdownTimeout, nameof(ShutdownTimeout));
        ThrowIfNotPositive(ReshardOverlap, nameof(ReshardOverlap));
        if (ApiUri is not { IsAbsoluteUri: true } || !ApiUri.AbsolutePath.EndsWith('/'))
        {
            throw Invalid(nameof(ApiUri), "must be an absolute address that ends with a slash");
        }

        if (ApiUri.Scheme != Uri.UriSchemeHttps && !ApiUri.IsLoopback && !Shard.AllowPlaintext)
        {
            throw Invalid(nameof(ApiUri), $"would send the token unencrypted to {ApiUri.Host}: use https://, or set ShardOptions.{nameof(ShardOptions.AllowPlaintext)} if that is what you want");
        }
    }

    /// <summary>What <see cref="SessionPolicy"/> means here.</summary>
    internal SessionPolicy EffectiveSessionPolicy => SessionPolicy ?? (State is null ? Gateway.SessionPolicy.Resume : Gateway.SessionPolicy.ResumeOnlyWithState);

    /// <summary>The indexes that run here.</summary>
    internal IReadOnlyList<int> GetIndexes(int total)
    {
        int start = Shards.Start.GetOffset(total);
        int end = Shards.End.GetOffset(total);
        return start >= 0 && (start < end || Shards.Equals(0..0)) && end <= total
            ? [.. Enumerable.Range(start, end - start)]
            : throw Invalid(nameof(Shards), $"{Shards} is not a part of {total} shards");
    }

    private static void ThrowIfNotPositive(TimeSpan value, string option)
    {
        if (value <= TimeSpan.Zero || value > TimeSpan.FromHours(1))
        {
            throw Invalid(option, "must be above zero and at most 1 h");
        }
    }

    private static ArgumentException Invalid(string option, string problem) => new($"ShardManagerOptions.{option} {problem}.", option);
}
