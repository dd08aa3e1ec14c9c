namespace Discord.Gateway.Hosting;

/// <summary>
/// What a bot in a host can be told by configuration, from the section <c>Discord</c>: <c>Discord:Intents</c>, <c>Discord:TotalShards</c> and so on.
/// For everything else see <see cref="DiscordGatewayBuilder.ConfigureManager"/>.
/// </summary>
public sealed class DiscordGatewayOptions
{
    /// <summary>The configuration section that is read; for a bot with a key, the section of that name in it: <c>Discord:second</c>.</summary>
    public const string SectionName = "Discord";

    /// <summary>
    /// The bot's token, without the "Bot " prefix. If neither code nor <c>Discord:Token</c> gives it, <c>DISCORD_TOKEN</c> is taken, from configuration or the
    /// environment, unless the bot has a key. It appears in no log, exception or printout.
    /// </summary>
    public string Token { get; set; } = "";

    /// <summary>Which events Discord sends; in configuration by their names, with commas between: <c>Guilds, GuildMessages</c>. Default: none but those that are always sent.</summary>
    public GatewayIntents Intents { get; set; }

    /// <summary>
    /// Whether the intents that the handlers need are added to <see cref="Intents"/>: those of <see cref="GatewayIntents"/> without which Discord does not send an event that a
    /// handler was added for. Privileged intents are added as well, where no other makes Discord send the event (<see cref="GuildMemberAddEvent"/>,
    /// <see cref="PresenceUpdateEvent"/>): they must be switched on in the developer portal, else Discord ends the bot with <see cref="DisallowedIntentsException"/>. Not added are
    /// <see cref="GatewayIntents.MessageContent"/>, which no event needs, and anything for handlers of all events (<see cref="GatewayEvent"/>). Default false.
    /// </summary>
    public bool DeriveIntents { get; set; }

    /// <summary>How many shards the bot has, in all processes; null for as many as Discord recommends. See <see cref="ShardManagerOptions.TotalShards"/>.</summary>
    public int? TotalShards { get; set; }

    /// <summary>The index of the first shard that runs here. Default 0.</summary>
    public int FirstShard { get; set; }

    /// <summary>How many shards run here; null for all from <see cref="FirstShard"/> on.</summary>
    public int? ShardCount { get; set; }

    /// <summary>Where to connect; null for where Discord says. See <see cref="ShardOptions.GatewayUri"/>.</summary>
    public Uri? GatewayUri { get; set; }

    /// <summary>Whether <see cref="GatewayUri"/> and <see cref="ApiUri"/> may be another machine's without encryption. See <see cref="ShardOptions.AllowPlaintext"/>.</summary>
    public bool AllowPlaintext { get; set; }

    /// <summary>Where <c>gateway/bot</c> is asked for; null for Discord's own. See <see cref="ShardManagerOptions.ApiUri"/>.</summary>
    public Uri? ApiUri { get; set; }

    /// <summary>
    /// The directory that keeps sessions over restarts; null for one under the user's local application data. An <see cref="ISessionStore"/> in the container
    /// goes first.
    /// </summary>
    public string? SessionDirectory { get; set; }

    /// <summary>
    /// Whether the host's start continues the sessions that were saved, or identifies: <c>Discord:SessionPolicy = IdentifyOnStart</c>. See
    /// <see cref="ShardManagerOptions.SessionPolicy"/>. Null, the default: <see cref="SessionPolicy.Resume"/>, or with
    /// <see cref="DiscordGatewayBuilder.AddState"/>, <see cref="SessionPolicy.ResumeOnlyWithState"/>.
    /// </summary>
    public SessionPolicy? SessionPolicy { get; set; }

    /// <summary>How long a shutdown waits for handlers to complete; less than the host's own <c>ShutdownTimeout</c>. Default 10 s.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether metrics tell shards apart. Default true. See <see cref="ShardOptions.MetricsPerShard"/>.</summary>
    public bool MetricsPerShard { get; set; } = true;

    /// <summary>What becomes of the other shards when Discord ends one for good. Default <see cref="WhenShardFails.StopAll"/>: the host stops, too.</summary>
    public WhenShardFails WhenShardFails { get; set; }

    /// <summary>Gives each shard the presence that it starts with. Set in code alone. See <see cref="ShardManagerOptions.PresenceFor"/>.</summary>
    public Func<ShardId, BotPresence?>? PresenceFor { get; set; }

    /// <summary>Prints what may be shown: everything but the token.</summary>
    public override string ToString() => $"DiscordGatewayOptions {{ Intents = {Intents}, TotalShards = {TotalShards?.ToString() ?? "as recommended"}, Token = *** }}";
}
