// /feedback shows a button, a click on it opens a modal, and what is written there is answered. Register the command as slash-command.cs does.
#:project ../../src/Discord.Gateway
#:package Microsoft.Extensions.Logging.Console

using Discord.Gateway;
using Discord.Gateway.Models;
using Microsoft.Extensions.Logging;

using ILoggerFactory loggers = LoggerFactory.Create(logging => logging.AddConsole());
using var http = new HttpClient { BaseAddress = new("https://discord.com/api/v10/") };
await using var shard = new Shard(new ShardOptions
{
    Token = Environment.GetEnvironmentVariable("DISCORD_TOKEN") ?? throw new InvalidOperationException("Set DISCORD_TOKEN."),
    EventFilter = EventFilter.Only(GatewayEventType.InteractionCreate),
    Logger = loggers.CreateLogger("Feedback"),
});

await foreach (GatewayEvent gatewayEvent in shard.ReceiveAllAsync())
{
    if (gatewayEvent is InteractionCreateEvent { Interaction: var interaction } && Answer(interaction) is { } answer)
    {
        using var body = new ByteArrayContent(answer.ToUtf8Json()) { Headers = { ContentType = new("application/json") } };
        using HttpResponseMessage response = await http.PostAsync($"interactions/{interaction.Id}/{interaction.Token}/callback", body);
        response.EnsureSuccessStatusCode();
    }
}

// What an interaction is answered with: Discord waits for three seconds.
static InteractionResponse? Answer(Interaction interaction) => interaction.Data switch
{
    ApplicationCommandData { Name: "feedback" } => InteractionResponse.Message(
        "How do you like it here?", new ActionRow { Components = [new Button { CustomId = "write", Label = "Write", Style = ButtonStyle.Primary }] }),
    MessageComponentData { CustomId: "write" } => InteractionResponse.Modal(
        "feedback", "Your feedback", new Label { Text = "What is missing?", Component = new TextInput { CustomId = "text", Style = TextInputStyle.Paragraph } }),
    ModalSubmitData { CustomId: "feedback" } modal => InteractionResponse.Message($"Thank you for {modal.GetText("text")?.Length} letters!", ephemeral: true),
    _ => null,
};
