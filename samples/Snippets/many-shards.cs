// As many shards as Discord recommends, in one process: started within its limits, restarted by themselves, resumed after a restart of the process.
#:project ../../src/Discord.Gateway
#:package Microsoft.Extensions.Logging.Console

using Discord.Gateway;
using Discord.Gateway.Models;
using Microsoft.Extensions.Logging;

using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddConsole());
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

await using var manager = new ShardManager(new ShardManagerOptions
{
    ShardOptions = new ShardOptions
    {
        Token = Environment.GetEnvironmentVariable("DISCORD_TOKEN") ?? throw new InvalidOperationException("Set DISCORD_TOKEN."),
        Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages,
        Logger = loggers.CreateLogger("Shards"),
    },
    PresenceFor = shardId => new BotPresence { Activities = [BotActivity.Watching($"shard {shardId}")] },
});
Task running = manager.RunAsync(HandleAsync, stop.Token);
await manager.WaitForGuildsAsync(stop.Token);
Console.WriteLine(string.Join(Environment.NewLine, manager.GetStatus().Select(status => $"{status.ShardId} {status.Stage}, {status.Guilds} guilds, latency {status.Latency}")));
await running;

// Called for events of all shards: those of one channel one after the other, others beside them.
static Task HandleAsync(Shard shard, GatewayEvent gatewayEvent, CancellationToken cancellationToken) =>
    gatewayEvent is MessageCreateEvent { Message: var message }
        ? Console.Out.WriteLineAsync($"Shard {shard.ShardId}: {message.Author.Username} wrote in {message.ChannelId}")
        : Task.CompletedTask;
