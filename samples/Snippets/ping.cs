// Answers !ping, over Discord's HTTP API, and ends with Ctrl-C.    DISCORD_TOKEN=… dotnet run samples/Snippets/ping.cs
#:project ../../src/Discord.Gateway
#:package Microsoft.Extensions.Logging.Console

using System.Text;
using Discord.Gateway;
using Microsoft.Extensions.Logging;

using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddConsole());
string token = Environment.GetEnvironmentVariable("DISCORD_TOKEN")?.Trim() ?? throw new InvalidOperationException("Set DISCORD_TOKEN.");
using var http = new HttpClient { BaseAddress = new("https://discord.com/api/v10/") };
http.DefaultRequestHeaders.Add("Authorization", $"Bot {token}");

await using var shard = new Shard(new ShardOptions
{
    Token = token,
    Intents = GatewayIntents.GuildMessages | GatewayIntents.MessageContent,
    Logger = loggers.CreateLogger("Ping"),
});
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    _ = shard.ShutdownAsync();      // ends the loop below
};

await foreach (GatewayEvent gatewayEvent in shard.ReceiveAllAsync())
{
    if (gatewayEvent is MessageCreateEvent { Message: { Content: "!ping" } message })
    {
        using var answer = new StringContent("""{ "content": "pong" }""", Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await http.PostAsync($"channels/{message.ChannelId}/messages", answer);
        response.EnsureSuccessStatusCode();
    }
}
