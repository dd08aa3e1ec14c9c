using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Hostile;

/// <summary>The token is in no log, nor is the one before it.</summary>
public sealed class OldTokenTests
{
    [Fact]
    public async Task A_token_that_was_replaced_while_its_connection_lives_is_in_no_log()
    {
        var logs = new CapturedLogs();
        await using var world = new World(options: options => options with { Logger = logs });
        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        world.Shard.ReplaceToken("another-token");
        connection.Close(4000, $"no {world.Options.Token}!");

        Assert.Contains(logs.Lines, line => line.Contains("4000", StringComparison.Ordinal));
        Assert.All(logs.Lines, line => Assert.DoesNotContain(world.Options.Token, line, StringComparison.Ordinal));
    }
}
