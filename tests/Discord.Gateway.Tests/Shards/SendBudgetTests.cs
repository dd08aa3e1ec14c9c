using Discord.Gateway.Testing;

namespace Discord.Gateway.Tests.Shards;

/// <summary>What a shard tells of its send budget.</summary>
public sealed class SendBudgetTests
{
    private static readonly RequestChannelInfo Command = new(World.Home.Id);

    [Fact]
    public async Task Nothing_may_be_sent_before_the_shard_is_connected()
    {
        await using var world = new World();

        SendBudget budget = world.Shard.SendBudget;

        Assert.Equal((0, null, 0, null), (budget.Available, budget.NextIn, budget.AvailablePresences, budget.NextPresenceIn));
        Assert.Equal((114, 5, 0), (budget.Limit, budget.PresenceLimit, budget.Waiting));
    }

    [Fact]
    public async Task A_connected_shard_may_send_all_but_its_identify_and_what_is_reserved()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();

        SendBudget budget = world.Shard.SendBudget;

        Assert.Equal((113, 114, TimeSpan.Zero), (budget.Available, budget.Limit, budget.NextIn));
        Assert.Equal((5, TimeSpan.Zero, 0), (budget.AvailablePresences, budget.NextPresenceIn, budget.Waiting));
    }

    [Fact]
    public async Task Commands_use_the_budget_up_and_the_next_is_free_when_the_first_is_a_window_old()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        await world.PassAsync(TimeSpan.FromSeconds(1));
        int before = world.Shard.SendBudget.Available;
        Task[] sends = [.. Enumerable.Range(0, before + 7).Select(_ => world.Shard.SendAsync(Command, cancellationToken: World.Cancellation))];

        SendBudget budget = world.Shard.SendBudget;

        Assert.Equal((0, 7), (budget.Available, budget.Waiting));
        Assert.Equal(0, budget.AvailablePresences);
        Assert.InRange(budget.NextIn!.Value, TimeSpan.FromSeconds(59), TimeSpan.FromSeconds(61));
        Assert.Equal(budget.NextIn, budget.NextPresenceIn);

        // The slots that are free before that are those of heartbeats, which are sent meanwhile.
        await world.PassAsync(budget.NextIn.Value - TimeSpan.FromMilliseconds(1));
        Assert.True(world.Shard.SendBudget.NextIn > TimeSpan.Zero);
        Assert.Equal(7, world.Shard.SendBudget.Waiting);
        await world.AdvanceUntilAsync(() => sends.All(send => send.IsCompleted), TimeSpan.FromMinutes(2));
        await Task.WhenAll(sends);
        Assert.Equal(0, world.Shard.SendBudget.Waiting);
        Assert.True(connection.IsOpen);
    }

    [Fact]
    public async Task Presences_have_a_budget_of_their_own()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        for (int i = 0; i < 7; i++)
        {
            world.Shard.SetActivity(BotActivity.Watching($"{i}"));
        }

        SendBudget budget = world.Shard.SendBudget;

        Assert.Equal((0, TimeSpan.FromSeconds(21)), (budget.AvailablePresences, budget.NextPresenceIn));
        Assert.Equal((108, TimeSpan.Zero), (budget.Available, budget.NextIn));
        await world.PassAsync(TimeSpan.FromSeconds(22));
        Assert.InRange(world.Shard.SendBudget.AvailablePresences, 1, 4);
    }

    [Fact]
    public async Task A_disconnect_leaves_no_budget_and_the_next_connection_brings_a_whole_one()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        for (int i = 0; i < 50; i++)
        {
            await world.Shard.SendAsync(Command, cancellationToken: World.Cancellation);
        }

        world.Gateway.AcceptConnections = world.Gateway.AcceptResumeConnections = false;
        connection.Cut();
        await world.AdvanceUntilAsync(() => world.Shard.Stage != ConnectionStage.Connected, TimeSpan.FromSeconds(1));
        Task waiting = world.Shard.SendAsync(Command, cancellationToken: World.Cancellation);
        SendBudget budget = world.Shard.SendBudget;
        Assert.Equal((0, null, 1), (budget.Available, budget.NextIn, budget.Waiting));

        world.Gateway.AcceptConnections = world.Gateway.AcceptResumeConnections = true;
        await world.AdvanceUntilAsync(() => waiting.IsCompleted, TimeSpan.FromMinutes(2));
        Assert.InRange(world.Shard.SendBudget.Available, 110, 112);
    }

    [Fact]
    public async Task It_is_consistent_while_others_send_and_the_wire_is_cut()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        using var ending = new CancellationTokenSource();
        Task watching = Task.Factory.StartNew(Watch, World.Cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        void Watch()
        {
            while (!ending.IsCancellationRequested)
            {
                SendBudget budget = world.Shard.SendBudget;
                Assert.InRange(budget.Available, 0, budget.Limit);
                Assert.InRange(budget.AvailablePresences, 0, Math.Min(budget.PresenceLimit, budget.Available));
                Assert.True(budget.Waiting >= 0);
                Assert.True(budget.Available == 0 || budget.NextIn == TimeSpan.Zero, $"{budget}");
                Assert.True(budget.NextIn is null || budget.NextIn > TimeSpan.Zero || budget.Available > 0, $"{budget}");
            }
        }

        var sends = new List<Task>();
        for (int i = 0; i < 20; i++)
        {
            sends.AddRange(Enumerable.Range(0, 30).Select(_ => world.Shard.SendAsync(Command, cancellationToken: World.Cancellation)));
            world.Shard.SetActivity(BotActivity.Watching($"{i}"));
            await world.PassAsync(TimeSpan.FromSeconds(2));
            world.Gateway.Connections[^1].Cut();
            await world.AdvanceUntilAsync(() => world.Shard.Stage == ConnectionStage.Connected, TimeSpan.FromMinutes(2));
        }

        await ending.CancelAsync();
        await watching;
        await world.AdvanceUntilAsync(() => sends.All(send => send.IsCompleted), TimeSpan.FromMinutes(20));
        Assert.Equal(0, world.Shard.SendBudget.Waiting);
    }

    [Fact]
    public async Task A_shard_that_has_ended_may_send_nothing()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        await world.Shard.ShutdownAsync(cancellationToken: World.Cancellation);

        SendBudget budget = world.Shard.SendBudget;

        Assert.Equal((0, 0, 0, null), (budget.Available, budget.Waiting, budget.AvailablePresences, budget.NextIn));
    }
}
