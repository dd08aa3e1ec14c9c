// Counts bytes by event, without decoding what it does not need: filtered events are dropped by their name, raw ones are decoded only if asked to.
#:project ../../src/Discord.Gateway
#:package Microsoft.Extensions.Logging.Console

using Discord.Gateway;
using Microsoft.Extensions.Logging;

using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddConsole());
await using var shard = new Shard(new ShardOptions
{
    Token = Environment.GetEnvironmentVariable("DISCORD_TOKEN") ?? throw new InvalidOperationException("Set DISCORD_TOKEN."),
    Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.GuildMessageTyping,
    EventFilter = EventFilter.AllExcept(GatewayEventType.TypingStart),
    Logger = loggers.CreateLogger("Raw"),
});
var bytes = new Dictionary<string, long>();

while (await shard.ReceiveRawAsync() is { } raw)
{
    // Its data is valid until the next receive; what must live longer is copied or decoded.
    bytes[raw.Name] = bytes.GetValueOrDefault(raw.Name) + raw.Data.Length;
    if (raw.Type == GatewayEventType.MessageCreate && raw.Decode() is MessageCreateEvent { Message: var message })
    {
        Console.WriteLine($"{message.Author.Username} wrote. Until now: {string.Join(", ", bytes.Select(of => $"{of.Key} {of.Value:N0} bytes"))}");
    }
}
