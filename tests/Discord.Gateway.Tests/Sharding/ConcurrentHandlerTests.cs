using System.Collections.Concurrent;
using Discord.Gateway.Testing;

namespace Discord.Gateway.Tests.Sharding;

/// <summary>What a slow handler delays, and what it does not.</summary>
public sealed class ConcurrentHandlerTests
{
    private static readonly string Interaction =
        """{"id":"1","application_id":"2","type":2,"token":"x","version":1,"channel_id":"7","guild_id":"GUILD","member":{"user":{"id":"30"},"roles":[]}}""";

    [Fact]
    public async Task An_interaction_does_not_wait_for_a_message_of_its_guild()
    {
        await using var world = new ManagerWorld(shards: 1);
        var mayComplete = new TaskCompletionSource();
        int interactions = 0;
        await world.StartAndConnectAsync((_, gatewayEvent, _) =>
        {
            interactions += gatewayEvent is InteractionCreateEvent ? 1 : 0;
            return gatewayEvent is MessageCreateEvent ? mayComplete.Task : Task.CompletedTask;
        });
        DateTimeOffset started = world.Clock.GetUtcNow();
        await world.SayAsync(0, "slow");
        Interact(world);

        await ManagerWorld.UntilAsync(() => interactions == 1);
        Assert.Equal(started, world.Clock.GetUtcNow());
        mayComplete.SetResult();
    }

    [Fact]
    public async Task In_the_order_of_the_shard_everything_waits()
    {
        await using var world = new ManagerWorld(shards: 1);
        world.Options = world.Options with { EventOrder = EventOrder.PerShard };
        var mayComplete = new TaskCompletionSource();
        var order = new ConcurrentQueue<string>();
        await world.StartAndConnectAsync(async (_, gatewayEvent, _) =>
        {
            order.Enqueue($"{gatewayEvent.Name} begins");
            await (gatewayEvent is MessageCreateEvent ? mayComplete.Task : Task.CompletedTask);
            order.Enqueue($"{gatewayEvent.Name} ends");
        });
        await ManagerWorld.UntilAsync(() => order.Count == 50);
        order.Clear();
        await world.SayAsync(0, "slow");
        Interact(world);
        await world.AdvanceUntilAsync(() => world.Manager.GetStatus()[0].BufferedEvents == 1, TimeSpan.FromSeconds(1));
        mayComplete.SetResult();

        await ManagerWorld.UntilAsync(() => order.Count == 4);
        Assert.Equal(["MESSAGE_CREATE begins", "MESSAGE_CREATE ends", "INTERACTION_CREATE begins", "INTERACTION_CREATE ends"], order);
    }

    [Fact]
    public async Task Messages_of_a_channel_wait_for_each_other_and_those_of_another_do_not()
    {
        await using var world = new ManagerWorld(shards: 1);
        var mayComplete = new TaskCompletionSource();
        await world.StartAndConnectAsync((_, gatewayEvent, _) => gatewayEvent is MessageCreateEvent { Message.Content: "slow" } ? mayComplete.Task : Task.CompletedTask);
        await world.SayAsync(0, "slow");
        await world.SayAsync(0, "after");
        await world.SayAsync(1, "elsewhere");
        await ManagerWorld.UntilAsync(() => !world.Handled.IsEmpty);
        Assert.Equal(["elsewhere"], world.Handled);
        mayComplete.SetResult();

        await ManagerWorld.UntilAsync(() => world.Handled.Count == 3);
        Assert.Equal(["elsewhere", "slow", "after"], world.Handled);
    }

    [Fact]
    public async Task A_handler_that_blocks_its_thread_after_many_quick_ones_holds_up_nothing_else()
    {
        await using var world = new ManagerWorld(shards: 1);
        using var mayGoOn = new ManualResetEventSlim();
        await world.StartAndConnectAsync((_, gatewayEvent, _) =>
        {
            if (gatewayEvent is MessageCreateEvent { Message.Content: "blocks" })
            {
                ThreadPoolRest.Hold(mayGoOn, CancellationToken.None);
            }

            return Task.CompletedTask;
        });
        for (int i = 0; i < 500; i++)
        {
            await world.SayAsync(0, $"{i}");
        }

        await ManagerWorld.UntilAsync(() => world.Handled.Count == 500);
        await world.SayAsync(1, "blocks");
        await world.SayAsync(2, "elsewhere");
        await ManagerWorld.UntilAsync(() => world.Handled.Contains("elsewhere"));
        await world.SayAsync(3, "later");
        await ManagerWorld.UntilAsync(() => world.Handled.Contains("later"));

        Assert.DoesNotContain("blocks", world.Handled);
        mayGoOn.Set();
        await ManagerWorld.UntilAsync(() => world.Handled.Contains("blocks"));
    }

    [Fact]
    public async Task While_all_that_may_run_do_the_shard_is_left_to_wait()
    {
        await using var world = new ManagerWorld(shards: 1);
        world.Options = world.Options with { MaxConcurrentHandlers = 2 };
        var mayComplete = new TaskCompletionSource();
        await world.StartAndConnectAsync((_, gatewayEvent, _) => gatewayEvent is MessageCreateEvent ? mayComplete.Task : Task.CompletedTask);
        await ManagerWorld.UntilAsync(() => world.Manager.GetStatus()[0].Events == 25);
        for (int guild = 0; guild < 10; guild++)
        {
            await world.SayAsync(guild, $"{guild}");
        }

        await ManagerWorld.UntilAsync(() => world.Manager.GetStatus()[0] is { UnhandledEvents: 3, BufferedEvents: 7 });
        mayComplete.SetResult();

        await ManagerWorld.UntilAsync(() => world.Handled.Count == 10);
    }

    [Fact]
    public async Task What_is_saved_ends_before_the_oldest_event_in_a_handlers_hands()
    {
        await using var world = new ManagerWorld(shards: 1);
        var mayComplete = new TaskCompletionSource();
        await world.StartAndConnectAsync((_, gatewayEvent, _) => gatewayEvent is MessageCreateEvent { Message.Content: "slow" } ? mayComplete.Task : Task.CompletedTask);
        await world.SayAsync(0, "before");
        await ManagerWorld.UntilAsync(() => world.Handled.Count == 1);
        long handled = world.Manager.GetStatus()[0].Sequence!.Value;
        await world.SayAsync(0, "slow");
        await world.SayAsync(1, "overtakes");
        await ManagerWorld.UntilAsync(() => world.Handled.Count == 2);

        await world.AdvanceUntilAsync(() => world.Store.Sessions.SingleOrDefault()?.Sequence == handled, TimeSpan.FromSeconds(6));
        mayComplete.SetResult();
        await world.AdvanceUntilAsync(() => world.Store.Sessions.Single().Sequence == handled + 2, TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task A_stop_completes_what_others_have_overtaken_and_repeats_nothing()
    {
        await using var world = new ManagerWorld(shards: 1);
        var mayComplete = new TaskCompletionSource();
        await world.StartAndConnectAsync((_, gatewayEvent, _) => gatewayEvent is MessageCreateEvent { Message.Content: "slow" } ? mayComplete.Task : Task.CompletedTask);
        await world.SayAsync(0, "slow");
        await world.SayAsync(0, "overtaken");
        await world.SayAsync(1, "overtakes");
        await world.SayAsync(0, "left");
        await ManagerWorld.UntilAsync(() => world.Handled.Count == 1 && world.Manager.GetStatus()[0] is { UnhandledEvents: 3, BufferedEvents: 0 });
        world.RequestStop();
        mayComplete.SetResult();
        await world.StopAsync();
        Assert.Equal(["overtakes", "slow", "overtaken"], world.Handled);

        await world.StartAndConnectAsync();
        await ManagerWorld.UntilAsync(() => world.Handled.Count == 4);
        Assert.Equal(["overtakes", "slow", "overtaken", "left"], world.Handled);
        Assert.Equal(1, world.Identifies);
    }

    [Fact]
    public async Task A_handler_that_gives_its_event_up_at_a_stop_is_told_of_it_again()
    {
        await using var world = new ManagerWorld(shards: 1);
        bool isFirst = true;
        await world.StartAndConnectAsync(async (_, gatewayEvent, cancellationToken) =>
        {
            if (gatewayEvent is MessageCreateEvent { Message.Content: "slow" } && isFirst)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
        });
        await world.SayAsync(0, "slow");
        await world.SayAsync(1, "overtakes");
        await ManagerWorld.UntilAsync(() => world.Handled.Count == 1);
        await world.StopAsync();
        isFirst = false;

        await world.StartAndConnectAsync();
        await ManagerWorld.UntilAsync(() => world.Handled.Count == 3);
        Assert.Equal(["overtakes", "overtakes", "slow"], world.Handled.Order());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_handler_may_await_a_resharding(bool isSequential)
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        world.Options = world.Options with { EventOrder = isSequential ? EventOrder.PerShard : EventOrder.PerChannel };
        bool isDone = false;
        await world.StartAndConnectAsync(async (_, gatewayEvent, _) =>
        {
            if (gatewayEvent is MessageCreateEvent { Message.Content: "reshard" })
            {
                await world.Manager.ReshardAsync(3, cancellationToken: ManagerWorld.Cancellation);
                isDone = true;
            }
        });
        await world.SayAsync(0, "reshard");
        await world.SayAsync(0, "meanwhile");
        await world.AdvanceUntilAsync(() => world.Handled.Contains("meanwhile"), TimeSpan.FromSeconds(5));
        Assert.False(isDone);

        await world.AdvanceUntilAsync(() => isDone, TimeSpan.FromMinutes(1));
        await world.SayAsync(0, "after");
        await ManagerWorld.UntilAsync(() => world.Handled.Count == 3);
        Assert.Equal(["meanwhile", "reshard", "after"], world.Handled);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_handler_may_await_the_shutdown_and_its_event_is_not_told_again(bool isSequential)
    {
        await using var world = new ManagerWorld(shards: 1);
        world.Options = world.Options with { EventOrder = isSequential ? EventOrder.PerShard : EventOrder.PerChannel };
        await world.StartAndConnectAsync((_, gatewayEvent, _) =>
            gatewayEvent is MessageCreateEvent { Message.Content: "stop" } ? world.Manager.ShutdownAsync() : Task.CompletedTask);
        await world.SayAsync(0, "stop");
        await world.AdvanceUntilAsync(() => world.Running.IsCompleted, TimeSpan.FromSeconds(5));
        await world.SayAsync(0, "after");

        await world.StartAndConnectAsync();
        await ManagerWorld.UntilAsync(() => world.Handled.Contains("after"));
        Assert.Equal(["stop", "after"], world.Handled);
    }

    [Fact]
    public async Task A_key_that_cannot_be_told_makes_a_barrier_and_is_logged()
    {
        await using var world = new ManagerWorld(shards: 1);
        world.Options = world.Options with { EventOrder = EventOrder.By(gatewayEvent => gatewayEvent is MessageCreateEvent ? throw new InvalidOperationException("no key") : 1ul) };
        await world.StartAndConnectAsync();
        await world.SayAsync(0, "message");

        await ManagerWorld.UntilAsync(() => world.Handled.Count == 1);
        Assert.Contains(world.Logs.Lines, line => line.Contains("the function of EventOrder.By threw for MESSAGE_CREATE", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_slow_handler_is_named_once_and_shows_in_the_status(bool isSequential)
    {
        await using var world = new ManagerWorld(shards: 1);
        world.Options = world.Options with { EventOrder = isSequential ? EventOrder.PerShard : EventOrder.PerChannel };
        var mayComplete = new TaskCompletionSource();
        await world.StartAndConnectAsync((_, gatewayEvent, _) => gatewayEvent is MessageCreateEvent { Message.Content: "slow" } ? mayComplete.Task : Task.CompletedTask);
        await world.SayAsync(0, "slow");
        await ManagerWorld.UntilAsync(() => world.Manager.GetStatus()[0].UnhandledEvents == 1);
        Assert.False(world.Manager.GetStatus()[0].HasSlowHandler);

        await world.AdvanceUntilAsync(() => world.Logs.Lines.Any(IsWarning), TimeSpan.FromSeconds(4.1));
        Assert.True(world.Manager.GetStatus()[0].HasSlowHandler);
        await world.AdvanceUntilAsync(() => world.Manager.GetStatus()[0].OldestUnhandledAge > TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(9));
        Assert.Contains($"guild {world.Guilds[0].Id}", Assert.Single(world.Logs.Lines, IsWarning), StringComparison.Ordinal);
        mayComplete.SetResult();
        await ManagerWorld.UntilAsync(() => world.Manager.GetStatus()[0] is { UnhandledEvents: 0, HasSlowHandler: false, OldestUnhandledAge: null });

        static bool IsWarning(string line) => line.Contains("the handler has worked on MESSAGE_CREATE", StringComparison.Ordinal);
    }

    private static void Interact(ManagerWorld world) => _ = world.Gateway.DispatchAsync(
        GatewayEvent.Decode("INTERACTION_CREATE", System.Text.Encoding.UTF8.GetBytes(Interaction.Replace("GUILD", $"{world.Guilds[0].Id}", StringComparison.Ordinal))));
}
