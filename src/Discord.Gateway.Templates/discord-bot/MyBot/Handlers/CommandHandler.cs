using Discord.Gateway;
using Discord.Gateway.Hosting;
using Discord.Gateway.Models;

namespace MyBot.Handlers;

/// <summary>Answers slash commands.</summary>
internal sealed class CommandHandler(DiscordApi api) : IGatewayEventHandler<InteractionCreateEvent>
{
    public async Task HandleAsync(Shard shard, InteractionCreateEvent gatewayEvent, CancellationToken cancellationToken)
    {
        if (gatewayEvent.Interaction.Data is ApplicationCommandData command)
        {
            await api.RespondAsync(gatewayEvent.Interaction, Answer(command, shard), cancellationToken);
        }
    }

    private static InteractionResponse Answer(ApplicationCommandData command, Shard shard)
    {
        switch (command.Name)
        {
            case "ping":
                return InteractionResponse.Message($"Pong! Heartbeats take {shard.Heartbeat.Latency?.TotalMilliseconds.ToString("N0") ?? "unknown"} ms.");
            case "roll":
                long sides = command.GetOption("sides")?.Value?.AsInteger() ?? 6;
                return InteractionResponse.Message($"{Random.Shared.NextInt64(sides) + 1} of {sides}");
            default:
                return InteractionResponse.Message("I do not know this command.", ephemeral: true);
        }
    }
}
