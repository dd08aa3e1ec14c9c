namespace Discord.Gateway.Hosting;

/// <summary>
/// The options of a bot in a host, from the configuration section <c>Discord</c>: <c>Discord:Intents</c>, <c>Discord:TotalShards</c> and so on.
/// For all other options see <see cref="DiscordGatewayBuilder.ConfigureManager"/>.
/// </summary>
/// <example>
/// <code>
/// builder.Services.AddDiscordGateway(options =>
/// {
///     options.Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages; // in the environment: Discord__Intents=Guilds,GuildMessages
///     options.TotalShards = 16;
///     options.SessionDirectory = "/data"; // a volume that outlives the container
///     options.PresenceFor = shardId => new BotPresence { Activities = [BotActivity.Custom($"Shard {shardId}")] };
/// });
/// </code>
/// </example>
public sealed class DiscordGatewayOptions
{
    /// <summary>The name of the configuration section; for a bot with a key, the section of that name within it: <c>Discord:second</c>.</summary>
    public const string SectionName = "Discord";

    /// <summary>
    /// The bot's token, without the "Bot " prefix. If neither code nor <c>Discord:Token</c> sets it, it is <c>DISCORD_TOKEN</c> of the configuration or the
    /// environment, unless the bot has a key. It appears in no log, exception or printout.
    /// </summary>
    public string Token { get; set; } = "";

    /// <summary>The intents, which decide which events Discord sends. In configuration a list (<c>["Guilds", "GuildMessages"]</c>), names with commas between, or a number. A saved session that began with other intents is not resumed. Default none.</summary>
    public GatewayIntents Intents { get; set; }

    /// <summary>
    /// Whether the intents that the handlers need are added to <see cref="Intents"/>: those of <see cref="GatewayIntents"/> without which Discord does not send an event that a
    /// handler was added for. Privileged intents are added as well, where no other makes Discord send the event (<see cref="GuildMemberAddEvent"/>,
    /// <see cref="PresenceUpdateEvent"/>): they must be switched on in the developer portal, else Discord ends the bot with <see cref="DisallowedIntentsException"/>. Not added are
    /// <see cref="GatewayIntents.MessageContent"/>, which no event needs, and anything for handlers of all events (<see cref="GatewayEvent"/>). Default false.
    /// </summary>
    public bool DeriveIntents { get; set; }

    /// <summary>The number of the bot's shards in all processes, at least 1; null for the number that Discord recommends. See <see cref="ShardManagerOptions.TotalShards"/>.</summary>
    public int? TotalShards { get; set; }

    /// <summary>The index of the first shard of this process. Default 0.</summary>
    public int FirstShard { get; set; }

    /// <summary>The number of shards of this process, at least 1; null for all from <see cref="FirstShard"/> on.</summary>
    public int? ShardCount { get; set; }

    /// <summary>The gateway's address; null for the address that Discord's API returns. See <see cref="ShardOptions.GatewayUri"/>.</summary>
    public Uri? GatewayUri { get; set; }

    /// <summary>Whether <see cref="GatewayUri"/> and <see cref="ApiUri"/> may be another machine's without encryption. See <see cref="ShardOptions.AllowPlaintext"/>.</summary>
    public bool AllowPlaintext { get; set; }

    /// <summary>The base address of Discord's HTTP API; null for Discord's own. See <see cref="ShardManagerOptions.ApiUri"/>.</summary>
    public Uri? ApiUri { get; set; }

    /// <summary>
    /// The directory of session files; null for one in the user's local application data. An <see cref="ISessionStore"/> in the container takes precedence.
    /// </summary>
    public string? SessionDirectory { get; set; }

    /// <summary>
    /// Whether the host's start continues saved sessions, or identifies: <c>Discord:SessionPolicy = IdentifyOnStart</c>. See
    /// <see cref="ShardManagerOptions.SessionPolicy"/>. Null, the default: <see cref="SessionPolicy.Resume"/>, or with
    /// <see cref="DiscordGatewayBuilder.AddState"/>, <see cref="SessionPolicy.ResumeOnlyWithState"/>.
    /// </summary>
    public SessionPolicy? SessionPolicy { get; set; }

    /// <summary>The time that a shutdown waits for handlers to complete; it must be less than the host's own <c>ShutdownTimeout</c>. Above 0, at most 1 h; default 10 s.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether metrics carry the tag of the shard. Default true. See <see cref="ShardOptions.MetricsPerShard"/>.</summary>
    public bool MetricsPerShard { get; set; } = true;

    /// <summary>How to treat the other shards when Discord ends one permanently. Default <see cref="ShardFailureBehavior.StopAll"/>: the host stops, too.</summary>
    public ShardFailureBehavior ShardFailureBehavior { get; set; }

    /// <summary>Returns the initial presence of a shard. Set in code only. See <see cref="ShardManagerOptions.PresenceFor"/>.</summary>
    public Func<ShardId, BotPresence?>? PresenceFor { get; set; }

    /// <summary>Prints the options without the token.</summary>
    public override string ToString() => $"DiscordGatewayOptions {{ Intents = {Intents}, TotalShards = {TotalShards?.ToString() ?? "as recommended"}, Token = *** }}";
}
