// Deletes invitations to other servers, unless their author may manage messages in that channel, as the state of the guilds knows.
#:project ../../src/Discord.Gateway.State
#:package Microsoft.Extensions.Logging.Console

using Discord.Gateway;
using Discord.Gateway.Models;
using Discord.Gateway.State;
using Microsoft.Extensions.Logging;

using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddConsole());
string token = Environment.GetEnvironmentVariable("DISCORD_TOKEN")?.Trim() ?? throw new InvalidOperationException("Set DISCORD_TOKEN.");
using var http = new HttpClient { BaseAddress = new("https://discord.com/api/v10/") };
http.DefaultRequestHeaders.Add("Authorization", $"Bot {token}");
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
var state = new BotState();
await using var manager = new ShardManager(new ShardManagerOptions
{
    ShardOptions = new ShardOptions
    {
        Token = token,
        Intents = GatewayIntents.Guilds | GatewayIntents.GuildMembers | GatewayIntents.GuildMessages | GatewayIntents.MessageContent,
        Logger = loggers.CreateLogger("Moderation"),
    },
    State = state,
});
await manager.RunAsync(async (shard, gatewayEvent, cancellationToken) =>
{
    if (gatewayEvent is MessageCreateEvent { GuildId: { } guildId, Message: var message } && message.Content.Contains("discord.gg/", StringComparison.OrdinalIgnoreCase)
        && state.Find(guildId)?.GetPermissions(message.Author.Id, message.ChannelId)?.Has(Permissions.ManageMessages) != true)
    {
        using HttpResponseMessage response = await http.DeleteAsync($"channels/{message.ChannelId}/messages/{message.Id}", cancellationToken);
        Console.WriteLine($"Invitation of {message.Author.Username}: {response.StatusCode}");
    }
}, stop.Token);
