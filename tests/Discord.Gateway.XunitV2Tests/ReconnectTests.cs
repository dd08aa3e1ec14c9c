using Discord.Gateway.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.XunitV2Tests;

/// <summary>A bot's test under the context that xunit sets: what a call causes has happened when it returns.</summary>
public sealed class ReconnectTests
{
    private static readonly SimulatedGuild Home = new(4_194_304, "Home");

    public static TheoryData<int> Runs
    {
        get
        {
            var runs = new TheoryData<int>();
            for (int run = 1; run <= 20; run++)
            {
                runs.Add(run);
            }

            return runs;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task A_cut_and_two_seconds_make_a_resume(int run)
    {
        Assert.NotNull(SynchronizationContext.Current);
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, run, TimeSpan.Zero));
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { TimeProvider = time, Guilds = [Home] });
        await using var shard = new Shard(gateway.CreateShardOptions());
        await shard.ConnectAsync();

        gateway.Connections[0].Cut();
        await gateway.DispatchMessageAsync(Home, "missed");
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(2, gateway.Connections.Count);
        Assert.Single(gateway.Connections[1].Received, payload => payload.Opcode == GatewayOpcode.Resume);
        Assert.Equal(["READY", "GUILD_CREATE", "MESSAGE_CREATE", "RESUMED"], await TakeAllAsync(shard));
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Time_passes_for_client_and_gateway(int run)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, run, TimeSpan.Zero));
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { TimeProvider = time, Guilds = [Home] });
        await using var shard = new Shard(gateway.CreateShardOptions());
        await shard.ConnectAsync();

        gateway.Connections[0].GoHalfOpen();
        await gateway.AdvanceAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(ConnectionStage.Connected, shard.Stage);
        Assert.Equal(2, gateway.Connections.Count);
        Assert.Empty(gateway.Violations);
    }

    private static async Task<IReadOnlyList<string>> TakeAllAsync(Shard shard)
    {
        var names = new List<string>();
        while (shard.BufferedEvents > 0)
        {
            names.Add((await shard.ReceiveAsync())!.Name);
        }

        return names;
    }
}
