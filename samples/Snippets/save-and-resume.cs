// Stops with Ctrl-C and keeps its session: started again within some minutes, it is told what it missed meanwhile.
#:project ../../src/Discord.Gateway
#:package Microsoft.Extensions.Logging.Console
#:property PublishAot=false

using System.Text.Json;
using Discord.Gateway;
using Microsoft.Extensions.Logging;

const string Path = "session.json";     // whoever has it can take the session over: keep it private
using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddConsole());
await using var shard = new Shard(new ShardOptions
{
    Token = Environment.GetEnvironmentVariable("DISCORD_TOKEN") ?? throw new InvalidOperationException("Set DISCORD_TOKEN."),
    Intents = GatewayIntents.GuildMessages | GatewayIntents.MessageContent,
    Session = File.Exists(Path) ? JsonSerializer.Deserialize<ShardSession>(File.ReadAllText(Path)) : null,
    Logger = loggers.CreateLogger("Resume"),
});
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    _ = shard.ShutdownAsync(keepSession: true);     // ends the loop below
};

await foreach (GatewayEvent gatewayEvent in shard.ReceiveAllAsync())
{
    Console.WriteLine($"{gatewayEvent.Sequence}: {gatewayEvent.Name}");
}

// The same that the first call returns: null if Discord has ended the session meanwhile.
File.WriteAllText(Path, JsonSerializer.Serialize(await shard.ShutdownAsync(keepSession: true)));
