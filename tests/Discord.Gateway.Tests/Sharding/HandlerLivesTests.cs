using System.Globalization;

namespace Discord.Gateway.Tests.Sharding;

/// <summary>Handlers side by side, while their process stops, is killed, and is resharded, again and again.</summary>
public sealed class HandlerLivesTests
{
    private const int Channels = 72;

    /// <summary>A million in all four orders.</summary>
    private const int Events = 250_000;

    private static readonly EventOrder[] AllOrders =
        [EventOrder.PerChannel, EventOrder.PerGuild, EventOrder.PerShard, EventOrder.By(static gatewayEvent => gatewayEvent.ChannelId?.Value)];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Nothing_is_lost_or_out_of_order_and_only_a_kill_repeats_what_was_not_saved(int order)
    {
        var random = new Random(order);
        var ledger = new HandlerLedger();
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        var store = new MemorySessionStore();
        world.Options = world.Options with { EventOrder = AllOrders[order], ReshardOverlap = TimeSpan.FromSeconds(1), SessionSaveInterval = TimeSpan.FromSeconds(1) };
        int longest = AllOrders[order] == EventOrder.PerShard ? 4 : 400;
        int kills = 0;
        int stops = 0;
        int reshards = 0;
        int interrupted = 0;
        while (ledger.Sent < Events)
        {
            int life = ledger.BeginLife();
            world.Options = world.Options with
            {
                SessionStore = new MortalStore(store, ledger, life),
                TotalShards = FindTotal(store) ?? 2,
            };
            await world.StartAndConnectAsync((shard, gatewayEvent, cancellationToken) => HandleAsync(life, shard.ReceivedSession?.Id, gatewayEvent, cancellationToken));
            Task? resharding = random.Next(3) == 0 ? world.Manager.ReshardAsync(1 + random.Next(4), cancellationToken: ManagerWorld.Cancellation) : null;
            int steps = 20 + random.Next(200);
            await world.AdvanceUntilAsync(
                () => steps <= 0,
                TimeSpan.FromMinutes(1),
                atEachStep: () =>
                {
                    steps--;
                    Send(random.Next(30));
                });
            reshards += resharding is { IsCompletedSuccessfully: true } ? 1 : 0;
            interrupted += resharding is { IsCompleted: false } ? 1 : 0;
            if (random.Next(2) == 0)
            {
                kills++;
                ledger.Kill((sessionId, sequence) => store.Sessions.Any(session => session.ShardId.Total == FindTotal(store) && session.Id == sessionId && sequence <= session.Sequence));
                await world.StopAsync();
            }
            else
            {
                stops++;
                await world.StopAsync();
                ledger.Stop();
            }

            await IgnoreAsync(resharding);
            Send(random.Next(200));
        }

        int last = ledger.BeginLife();
        world.Options = world.Options with { SessionStore = store, TotalShards = FindTotal(store) };
        await world.StartAndConnectAsync((shard, gatewayEvent, cancellationToken) => HandleAsync(last, shard.ReceivedSession?.Id, gatewayEvent, cancellationToken));
        await world.AdvanceUntilAsync(() => ledger.IsComplete || ledger.Problems.Count > 1_000, TimeSpan.FromMinutes(10));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{ledger.Sent} messages, {stops} stops, {kills} kills, {reshards} reshardings, {interrupted} interrupted, {ledger.Repeated} repeated, {ledger.MostAtOnce} handlers at once at most");
        Assert.Empty(ledger.Problems.Take(20));

        void Send(int count)
        {
            for (; count > 0; count--)
            {
                int channel = random.Next(Channels);
                ulong guild = world.Guilds[channel / 3].Id.Value;
                int number = ledger.Send(channel);
                _ = world.Gateway.DispatchAsync(
                    "MESSAGE_CREATE",
                    $$$"""{"id":"{{{ledger.Sent}}}","channel_id":"{{{guild + (ulong)(channel % 3)}}}","guild_id":"{{{guild}}}","author":{"id":"7","username":"u"},"content":"{{{channel}}} {{{number}}}"}""");
            }
        }

        async Task HandleAsync(int life, string? sessionId, GatewayEvent gatewayEvent, CancellationToken cancellationToken)
        {
            if (gatewayEvent is not MessageCreateEvent { Message.Content: var content })
            {
                return;
            }

            int[] parts = [.. content.Split(' ').Select(part => int.Parse(part, CultureInfo.InvariantCulture))];
            ledger.Begin(life, parts[0], parts[1]);
            int fate = (parts[0] * 31) + (parts[1] * 17);
            if (fate % 8 == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(fate % longest), world.Clock, cancellationToken);
            }
            else if (fate % 8 == 1)
            {
                await Task.Yield();
            }

            ledger.End(life, parts[0], parts[1], sessionId, gatewayEvent.Sequence!.Value);
        }
    }

    /// <summary>Of which number of shards there are all sessions. If of two, a resharding was killed before it forgot the old ones; the next process may go on with either.</summary>
    private static int? FindTotal(MemorySessionStore store) =>
        store.Sessions.GroupBy(static session => session.ShardId.Total).Where(static group => group.Count() == group.Key).Min(static group => (int?)group.Key);

    private static async Task IgnoreAsync(Task? resharding)
    {
        try
        {
            await (resharding ?? Task.CompletedTask);
        }
        catch (Exception error) when (error is OperationCanceledException or InvalidOperationException)
        {
            // The process ended before.
        }
    }

    /// <summary>Takes nothing from a process that was killed.</summary>
    private sealed class MortalStore(ISessionStore store, HandlerLedger ledger, int life) : ISessionStore
    {
        public ValueTask<ShardSession?> LoadAsync(ShardId shardId, CancellationToken cancellationToken) => store.LoadAsync(shardId, cancellationToken);

        public ValueTask SaveAsync(ShardSession session, CancellationToken cancellationToken)
        {
            ledger.IfAlive(life, () => Assert.True(store.SaveAsync(session, cancellationToken).AsTask().IsCompletedSuccessfully));
            return default;
        }

        public ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken)
        {
            ledger.IfAlive(life, () => Assert.True(store.DeleteAsync(shardId, cancellationToken).AsTask().IsCompletedSuccessfully));
            return default;
        }
    }
}
