using Discord.Gateway.Testing;

namespace Discord.Gateway.IntegrationTests;

/// <summary>The wire is cut around a presence, over real sockets: before it, while it is on its way, and after it.</summary>
public sealed class CutPresenceTests
{
    private const int Times = 1000;
    private const int AtOnce = 50;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_gateway_ends_with_the_last_presence_a_thousand_times()
    {
        await using GatewaySimulatorServer server = await GatewaySimulatorServer.StartAsync(
            new GatewaySimulatorOptions { MaxConcurrency = Times, SessionStartsRemaining = 2 * Times, MaxGuildsPerShard = 1 }, Cancellation);
        var gate = new IdentifyGate(new SessionStartLimit(2 * Times, 2 * Times, TimeSpan.FromHours(24), Times));
        ShardOptions options = server.CreateShardOptions(GatewayIntents.None) with { IdentifyGate = gate };
        var random = new Random(1);
        int[] delays = [.. Enumerable.Range(0, Times).Select(_ => random.Next(60))];

        for (int first = 0; first < Times; first += AtOnce)
        {
            await Task.WhenAll(Enumerable.Range(first, AtOnce).Select(index => CutAroundAsync(server.Simulator, options, index, delays[index])));
        }

        Assert.Empty(server.Simulator.Violations);
    }

    private static async Task CutAroundAsync(GatewaySimulator gateway, ShardOptions options, int index, int turns)
    {
        var shardId = new ShardId(index, Times);
        await using var shard = new Shard(options with { ShardId = shardId });
        await shard.ConnectAsync(Cancellation);
        SimulatedConnection connection = gateway.Connections.Last(each => each.ShardId == shardId);
        Task cutting = CutAfterAsync(connection, turns);
        shard.SetActivity(BotActivity.Playing($"one {index}"));
        shard.SetActivity(BotActivity.Playing($"two {index}"));
        await cutting;

        // The time limit is used up only where the presence does not arrive.
        long started = TimeProvider.System.GetTimestamp();
        while (LastActivityOf(gateway, shardId, connection) != $"two {index}")
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(20), $"Shard {shardId}: the last presence did not arrive; {shard}.");
            await Task.Yield();
        }
    }

    private static async Task CutAfterAsync(SimulatedConnection connection, int turns)
    {
        await Task.Yield();
        for (int i = 0; i < turns; i++)
        {
            await Task.Yield();
        }

        connection.Cut();
    }

    /// <summary>The activity that the session has after the cut: the last that was received on any of its connections.</summary>
    private static string? LastActivityOf(GatewaySimulator gateway, ShardId shardId, SimulatedConnection cut) => gateway.Connections
        .Where(each => each == cut || each.ShardId == shardId)
        .SelectMany(each => each.Received)
        .LastOrDefault(payload => payload.Opcode == GatewayOpcode.PresenceUpdate)?
        .Data.GetProperty("activities")[0].GetProperty("name").GetString();
}
