using System.Runtime.CompilerServices;
using Discord.Gateway.Events;
using Discord.Gateway.Tests.Sharding;
using Discord.Gateway.Waiters;

namespace Discord.Gateway.Tests.Waiters;

/// <summary>Waits of a manager that reshards, in ways that seldom meet.</summary>
public sealed class ReshardedWaitTests
{
    [Fact]
    public async Task An_event_like_one_that_an_earlier_wait_got_while_resharding_is_not_taken_for_it()
    {
        await using var world = new ManagerWorld(shards: 1, maxConcurrency: 16);
        await world.StartAndConnectAsync();
        var progress = new ReshardReports();
        Task resharding = world.Manager.ReshardAsync(2, progress, ManagerWorld.Cancellation);
        await world.AdvanceUntilAsync(() => progress.Reports.Any(report => report.Phase == ReshardPhase.Holding), TimeSpan.FromMinutes(1));
        foreach (Testing.SimulatedConnection connection in world.Gateway.Connections.Where(connection => connection.ShardId?.Total == 2))
        {
            connection.Delay = TimeSpan.FromMilliseconds(200);
        }

        Task<MessageReactionAddEvent> first = world.Manager.WaitForAsync<MessageReactionAddEvent>(TimeSpan.FromHours(1), ManagerWorld.Cancellation);
        await ReactAsync(world);
        await first;
        await world.AdvanceUntilAsync(() => progress.Reports.Any(report => report.Phase == ReshardPhase.Done), TimeSpan.FromMinutes(1));
        Task<MessageReactionAddEvent> second = world.Manager.WaitForAsync<MessageReactionAddEvent>(TimeSpan.FromHours(1), ManagerWorld.Cancellation);
        await ReactAsync(world);
        await world.AdvanceUntilAsync(() => second.IsCompleted, TimeSpan.FromSeconds(2));

        Assert.Equal(2, (await second).ShardId.Total);
        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task What_was_held_back_while_resharding_is_forgotten_though_the_new_shards_go_on()
    {
        var hub = new WaiterHub(shardId: null, new ShardOptions { Token = "t", Intents = GatewayIntents.Guilds }, TimeProvider.System);
        var handover = new WaiterHandover(TimeProvider.System, TimeSpan.FromSeconds(5));
        var feed = new WaiterFeed(hub, handover, seen: null);
        handover.AddNew(feed);
        hub.Enter(handover, HandoverPhase.Holding);
        WeakReference held = Offer(hub, feed);
        hub.Enter(handover, HandoverPhase.Released);
        hub.Enter(handover: null);

        await ManagerWorld.UntilAsync(() =>
        {
            GC.Collect();
            return !held.IsAlive;
        });
        GC.KeepAlive(feed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_resharding_no_event_is_copied_without_a_wait(bool isCancelled)
    {
        await using var world = new ManagerWorld(shards: 1, maxConcurrency: 16);
        world.Options = world.Options with { ReshardOverlap = TimeSpan.FromSeconds(1) };
        await world.StartAndConnectAsync();
        var progress = new ReshardReports();
        using var cancellation = new CancellationTokenSource();
        Task resharding = world.Manager.ReshardAsync(2, progress, cancellation.Token);
        await world.AdvanceUntilAsync(() => progress.Reports.Any(report => report.Phase == ReshardPhase.Holding), TimeSpan.FromMinutes(1));
        Assert.All(WaitersOf(world.Manager).Counts, count => Assert.Equal(1, count));
        await (isCancelled ? cancellation.CancelAsync() : Task.CompletedTask);
        await world.AdvanceUntilAsync(() => resharding.IsCompleted, TimeSpan.FromMinutes(1));

        Assert.Equal(isCancelled, resharding.IsCanceled);
        Assert.All(WaitersOf(world.Manager).Counts, count => Assert.Equal(0, count));
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_waiters")]
    private static extern ref WaiterHub WaitersOf(ShardManager manager);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Offer(WaiterHub hub, WaiterFeed feed)
    {
        var waited = new WaitedEvent(EventTable.Find(GatewayEventType.TypingStart)!.Header, new ShardId(0, 2), sequence: 5, [.. "{}"u8], keepsUnknown: false);
        hub.Offer(waited, feed);
        return new WeakReference(waited);
    }

    private static Task<int> ReactAsync(ManagerWorld world) => world.Gateway.DispatchAsync(
        "MESSAGE_REACTION_ADD",
        $$"""{"user_id":"9","channel_id":"{{world.Guilds[0].Channels[0].Id}}","message_id":"7","guild_id":"{{world.Guilds[0].Id}}","emoji":{"id":null,"name":"x"},"burst":false,"burst_colors":[],"type":0}""");
}
