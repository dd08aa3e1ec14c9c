// Registers the command /roll, and answers it. Commands need no intent.
#:project ../../src/Discord.Gateway
#:package Microsoft.Extensions.Logging.Console

using System.Text;
using Discord.Gateway;
using Discord.Gateway.Models;
using Microsoft.Extensions.Logging;

using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddConsole());
string token = Environment.GetEnvironmentVariable("DISCORD_TOKEN")?.Trim() ?? throw new InvalidOperationException("Set DISCORD_TOKEN.");
using var http = new HttpClient { BaseAddress = new("https://discord.com/api/v10/") };
http.DefaultRequestHeaders.Add("Authorization", $"Bot {token}");
await using var shard = new Shard(new ShardOptions
{
    Token = token,
    EventFilter = EventFilter.Only(GatewayEventType.Ready, GatewayEventType.InteractionCreate),
    Logger = loggers.CreateLogger("Roll"),
});

await foreach (GatewayEvent gatewayEvent in shard.ReceiveAllAsync())
{
    if (gatewayEvent is ReadyEvent ready)       // of a new session; this list replaces the one that Discord has
    {
        using var commands = new StringContent("""
            [{ "name": "roll", "description": "Rolls a die", "options": [{ "type": 4, "name": "sides", "description": "How many sides it has" }] }]
            """, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await http.PutAsync($"applications/{ready.Application.Id}/commands", commands);
        response.EnsureSuccessStatusCode();
    }
    else if (gatewayEvent is InteractionCreateEvent { Interaction: { Data: ApplicationCommandData { Name: "roll" } roll } interaction })
    {
        long sides = roll.GetOption("sides")?.Value?.AsInteger() ?? 6;
        InteractionResponse answer = InteractionResponse.Message($"You rolled {Random.Shared.NextInt64(sides) + 1} of {sides}.");
        using var body = new ByteArrayContent(answer.ToUtf8Json()) { Headers = { ContentType = new("application/json") } };
        await http.PostAsync($"interactions/{interaction.Id}/{interaction.Token}/callback", body);      // within three seconds
    }
}
