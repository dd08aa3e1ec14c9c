using Discord.Gateway;
using Discord.Gateway.Hosting;

namespace MyBot.Handlers;

/// <summary>Registers the bot's commands with Discord whenever a session begins. A start that resumes a session does not register them again: after a change of the commands, start once with Discord__SessionPolicy=IdentifyOnStart.</summary>
internal sealed class CommandRegistration(DiscordApi api) : IGatewayEventHandler<ReadyEvent>
{
    // https://discord.com/developers/docs/interactions/application-commands#create-global-application-command
    private const string Commands = """
        [
          { "name": "ping", "description": "Says whether the bot is there" },
          { "name": "roll", "description": "Rolls a die", "options": [{ "type": 4, "name": "sides", "description": "How many sides it has", "min_value": 2, "max_value": 1000 }] }
        ]
        """;

    public Task HandleAsync(Shard shard, ReadyEvent gatewayEvent, CancellationToken cancellationToken) =>
        shard.ShardId.Index == 0 ? api.PutCommandsAsync(gatewayEvent.Application.Id, Commands, cancellationToken) : Task.CompletedTask;
}
