using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Hostile;

/// <summary>While a caller waits for an answer, the buffer has a bound all the same.</summary>
public sealed class StarvingBoundTests
{
    [Theory]
    [InlineData("""{"t":"X","s":null,"op":0,"d":{}}""")]
    [InlineData("""{"t":null,"s":null,"op":77,"d":null}""")]
    [InlineData("not a payload")]
    public async Task Whatever_arrives_while_a_caller_waits_the_buffer_has_a_bound(string payload)
    {
        await using var world = new World(options: options => options with { MaxBufferedEvents = 10 });
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.AnswerCommands = false;
        Task join = world.Shard.JoinVoiceAsync(World.Home.Id, 77, cancellationToken: World.Cancellation);

        for (int i = 0; i < 1_000; i++)
        {
            connection.SendRaw(payload);
        }

        Assert.InRange(world.Shard.BufferedEvents, 10, 40);
        await world.Shard.ShutdownAsync(cancellationToken: World.Cancellation);
        await Record.ExceptionAsync(() => join);
    }
}
