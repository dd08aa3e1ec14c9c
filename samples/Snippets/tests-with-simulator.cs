// A bot's handler and its test, in one file: the simulator is a strict Discord in memory.    dotnet run samples/Snippets/tests-with-simulator.cs
#:project ../../src/Discord.Gateway.Testing
#:package xunit.v3.mtp-off
#:property PublishAot=false

using System.Text;
using Discord.Gateway;
using Discord.Gateway.Models;
using Discord.Gateway.Testing;
using Xunit;

public class DiceTests
{
    [Fact]
    public async Task Rolls_after_a_lost_connection()
    {
        var guild = new SimulatedGuild(id: 4194304, "Home");
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { Guilds = [guild] });
        await using var shard = new Shard(gateway.CreateShardOptions());
        await shard.ConnectAsync();
        gateway.Connections[0].Cut();
        await gateway.DispatchCommandAsync(guild, "roll");      // while nobody listens: Discord keeps it

        InteractionResponse? answer = null;
        while (answer is null)
        {
            answer = await shard.ReceiveAsync() is InteractionCreateEvent { Interaction: var interaction } ? Dice.Answer(interaction) : null;
        }

        Assert.Contains("You rolled", Encoding.UTF8.GetString(answer.ToUtf8Json()));
        Assert.Empty(gateway.Violations);
    }
}

internal static class Dice
{
    internal static InteractionResponse? Answer(Interaction interaction) => interaction.Data is ApplicationCommandData { Name: "roll" }
        ? InteractionResponse.Message($"You rolled {Random.Shared.Next(6) + 1}.") : null;
}
