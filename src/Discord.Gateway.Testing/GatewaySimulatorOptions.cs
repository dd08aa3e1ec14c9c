using Discord.Gateway.Models;

namespace Discord.Gateway.Testing;

/// <summary>Options of a <see cref="GatewaySimulator"/>, with defaults for a bot's tests.</summary>
/// <example>
/// <code>
/// var time = new FakeTimeProvider();
/// using var gateway = new GatewaySimulator(new GatewaySimulatorOptions
/// {
///     Guilds = [new SimulatedGuild(id: 4194304, "Home", memberCount: 1000)],
///     AllowedIntents = GatewayIntents.AllUnprivileged, // a shard with MessageContent is closed with 4014
///     TimeProvider = time, // moved by gateway.AdvanceAsync
/// });
/// </code>
/// </example>
public sealed record GatewaySimulatorOptions
{
    /// <summary>The only token the simulator accepts; others are closed with 4004. Default: a token in Discord's format, whose first part is the default <see cref="BotId"/>.</summary>
    public string Token { get; init; } = "MTEwMDAwMDAwMDAwMDAwMDAwMA.SIMULA.TOR-token-of-a-bot-that-never-was_123";

    /// <summary>The heartbeat interval in Hello. At least 1 ms; default 41.25 s, as at Discord.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromMilliseconds(41_250);

    /// <summary>The id of the bot's user and application. Default 1100000000000000000.</summary>
    public Id<User> BotId { get; init; } = 1_100_000_000_000_000_000;

    /// <summary>The guilds that the bot is in at first. Default none.</summary>
    public IReadOnlyList<SimulatedGuild> Guilds { get; init; } = [];

    /// <summary>The intents enabled for the bot; identifies with others are closed with 4014. Default all.</summary>
    public GatewayIntents AllowedIntents { get; init; } = GatewayIntents.All;

    /// <summary>
    /// The number of identifies allowed every 5 s, one for each <c>shard id % max_concurrency</c>. The simulator answers an early one with op 9, without restarting the window (Discord's
    /// documentation does not say) and without spending a session start. 1 or more; default 1.
    /// </summary>
    public int MaxConcurrency { get; init; } = 1;

    /// <summary>The number of session starts left at first. Default 1,000.</summary>
    public int SessionStartsRemaining { get; init; } = 1000;

    /// <summary>The most guilds a shard may have; identifies of shards with more are closed with 4011. Default 2,500.</summary>
    public int MaxGuildsPerShard { get; init; } = 2500;

    /// <summary>The number of shards that <c>/gateway/bot</c> recommends. 1 or more; default 1.</summary>
    public int RecommendedShards { get; init; } = 1;

    /// <summary>The time in which a session can be resumed after its connection ended. Default 3 min.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The number of events that a session keeps for replay; resumes that need older ones are refused. 0 or more; default 100,000.</summary>
    public int ReplayLimit { get; init; } = 100_000;

    /// <summary>The clock, which the shard must share. Default <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Prints the bot's id and the number of guilds, without the token.</summary>
    public override string ToString() => $"{nameof(GatewaySimulatorOptions)} {{ BotId = {BotId}, Guilds = {Guilds.Count} items }}";
}
