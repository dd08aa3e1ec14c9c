using Discord.Gateway.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Simulator;

/// <summary>What a call causes has happened when it returns, also where test frameworks and user interfaces set a context for what goes on later.</summary>
public sealed class ContextTests
{
    private static readonly SimulatedGuild Home = new(4_194_304, "Home");

    public static TheoryData<bool, int> Runs => [.. Enumerable.Range(0, 20).SelectMany(run => new[] { (true, run), (false, run) })];

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_cut_and_two_seconds_make_a_resume(bool hasContext, int run)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, run, TimeSpan.Zero));
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(hasContext ? new OwnContext() : null);
        try
        {
            using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { TimeProvider = clock, Guilds = [Home] });
            var shard = new Shard(gateway.CreateShardOptions());
            Task connecting = shard.ConnectAsync(CancellationToken.None);
            Assert.Single(gateway.Connections[0].Received, payload => payload.Opcode == GatewayOpcode.Identify);
            Assert.True(connecting.IsCompletedSuccessfully);

            gateway.Connections[0].Cut();
            _ = gateway.DispatchMessageAsync(Home, "missed");
            clock.Advance(TimeSpan.FromSeconds(2));

            Assert.Equal(2, gateway.Connections.Count);
            Assert.Single(gateway.Connections[1].Received, payload => payload.Opcode == GatewayOpcode.Resume);
            Assert.Equal(4, shard.BufferedEvents);
            _ = shard.DisposeAsync().AsTask();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    [Fact]
    public async Task Time_that_is_advanced_by_the_simulator_passes_for_client_and_gateway()
    {
        var clock = new FakeTimeProvider();
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { TimeProvider = clock, Guilds = [Home] });
        await using var shard = new Shard(gateway.CreateShardOptions());
        await shard.ConnectAsync(TestContext.Current.CancellationToken);
        DateTimeOffset before = clock.GetUtcNow();

        await gateway.AdvanceAsync(TimeSpan.FromMinutes(10), TestContext.Current.CancellationToken);

        Assert.Equal(TimeSpan.FromMinutes(10), clock.GetUtcNow() - before);
        Assert.InRange(gateway.Connections[0].Received.Count(payload => payload.Opcode == GatewayOpcode.Heartbeat), 14, 15);
        Assert.Single(gateway.Connections);
        Assert.Empty(gateway.Violations);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(250)]
    [InlineData(1100)]
    public async Task Time_advances_by_as_much_as_was_said(int milliseconds)
    {
        var clock = new FakeTimeProvider();
        using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { TimeProvider = clock });
        DateTimeOffset before = clock.GetUtcNow();

        await gateway.AdvanceAsync(TimeSpan.FromMilliseconds(milliseconds), TestContext.Current.CancellationToken);

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), clock.GetUtcNow() - before);
    }

    [Fact]
    public void A_call_leaves_the_context_as_it_was()
    {
        SynchronizationContext? before = SynchronizationContext.Current;
        var own = new OwnContext();
        SynchronizationContext.SetSynchronizationContext(own);
        try
        {
            using var gateway = new GatewaySimulator(new GatewaySimulatorOptions { TimeProvider = new FakeTimeProvider(), Guilds = [Home] });
            var shard = new Shard(gateway.CreateShardOptions());
            Task connecting = shard.ConnectAsync(CancellationToken.None);
            Assert.True(connecting.IsCompletedSuccessfully);

            _ = gateway.DispatchMessageAsync(Home, "hello");

            Assert.Same(own, SynchronizationContext.Current);
            _ = shard.DisposeAsync().AsTask();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>The base class itself counts as none: what waits for a task goes on at once under it.</summary>
    private sealed class OwnContext : SynchronizationContext;

    [Fact]
    public async Task A_clock_that_cannot_be_moved_says_so()
    {
        using var gateway = new GatewaySimulator();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => gateway.AdvanceAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken));

        Assert.Contains("FakeTimeProvider", error.Message, StringComparison.Ordinal);
    }
}
