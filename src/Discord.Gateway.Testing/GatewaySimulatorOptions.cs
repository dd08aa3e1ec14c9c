using Discord.Gateway.Models;

namespace Discord.Gateway.Testing;

/// <summary>How a <see cref="GatewaySimulator"/> behaves. Everything has a default that suits a bot's tests.</summary>
public sealed record GatewaySimulatorOptions
{
    /// <summary>The token it accepts; another is answered with close 4004. Default one in the form of Discord's, whose first part is the default <see cref="BotId"/>.</summary>
    public string Token { get; init; } = "MTEwMDAwMDAwMDAwMDAwMDAwMA.SIMULA.TOR-token-of-a-bot-that-never-was_123";

    /// <summary>The interval it asks for in Hello. Default 41.25 s, Discord's own.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromMilliseconds(41_250);

    /// <summary>The bot's own user id, and its application's. Default 1100000000000000000.</summary>
    public Id<User> BotId { get; init; } = 1_100_000_000_000_000_000;

    /// <summary>The guilds the bot is in.</summary>
    public IReadOnlyList<SimulatedGuild> Guilds { get; init; } = [];

    /// <summary>The intents enabled for the bot; others are answered with close 4014. Default all.</summary>
    public GatewayIntents AllowedIntents { get; init; } = GatewayIntents.All;

    /// <summary>
    /// Identifies allowed in 5 s, one for each <c>shard id % max_concurrency</c>. One that comes too early is answered with op 9, and takes nothing: neither does the window
    /// begin again (Discord's documentation does not say), nor is a session start spent. Default 1.
    /// </summary>
    public int MaxConcurrency { get; init; } = 1;

    /// <summary>Session starts left. Default 1,000.</summary>
    public int SessionStartsRemaining { get; init; } = 1000;

    /// <summary>The most guilds a shard may have; more are answered with close 4011. Default 2,500.</summary>
    public int MaxGuildsPerShard { get; init; } = 2500;

    /// <summary>The shard count that <c>/gateway/bot</c> recommends. Default 1.</summary>
    public int RecommendedShards { get; init; } = 1;

    /// <summary>How long a session may be resumed after its connection ended. Default 3 min.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How many events a session keeps for replay; a resume that needs older ones is refused. Default 100,000.</summary>
    public int ReplayLimit { get; init; } = 100_000;

    /// <summary>The clock. Give the shard the same one.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Prints how many guilds there are, and never the token.</summary>
    public override string ToString() => $"{nameof(GatewaySimulatorOptions)} {{ BotId = {BotId}, Guilds = {Guilds.Count} items }}";
}
