using Discord.Gateway.Models;
using Discord.Gateway.State;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;
using static Discord.Gateway.Tests.State.StateSample;

namespace Discord.Gateway.Tests.State;

/// <summary>A state without a manager, of one shard or of several.</summary>
public sealed class StandAloneStateTests
{
    /// <summary>A guild of the second of two shards.</summary>
    private static readonly Id<Guild> Second = (1UL << 22) + 5;

    [Fact]
    public void The_shards_of_a_process_are_read_as_one()
    {
        var state = new BotState();
        state.Apply(new ResumedEvent { ShardId = new ShardId(0, 2) });
        state.Apply(new ReadyEvent { ShardId = new ShardId(1, 2), SessionId = "session", User = new User { Id = Bot, Username = "bot" } });
        state.Apply(Created with { ShardId = new ShardId(0, 2) });
        state.Apply(new GuildCreateEvent { ShardId = new ShardId(1, 2), Guild = new Guild { Id = Second }, Members = [Member(303, "cid")] });

        Assert.Equal(Bot, state.Self!.Id);
        Assert.Equal(2, state.GuildCount);
        Assert.Equal((GuildId, Second), (state.Find(GuildId)!.Value.Id, state.Find(Second)!.Value.Id));
        Assert.Equal([Second], state.GuildsOf(303).Select(guild => guild.Id));
        Assert.Equal(("cid", null), (state.FindUser(303)!.Username, state.FindUser(12345)));
    }

    [Fact]
    public void A_shard_of_another_number_of_shards_begins_anew()
    {
        var sample = new StateSample();

        sample.State.Apply(new GuildCreateEvent { ShardId = new ShardId(0, 2), Sequence = 1, Guild = new Guild { Id = GuildId, Name = "Anew" } });

        Assert.Equal("Anew", sample.Guild.Read().Name);
    }

    [Fact]
    public async Task What_is_received_through_the_state_has_changed_it_and_what_is_replayed_is_not_returned()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        ShardSession session = (await world.Shard.ShutdownAsync(keepSession: true, World.Cancellation))!;
        await RenameAsync(world, "handled before");
        await RenameAsync(world, "not handled");
        world.Restart(options => options with { Session = session with { Sequence = session.Sequence + 1, ReplayAfter = session.Sequence } });
        var state = new BotState();
        state.Apply(new GuildCreateEvent { ShardId = world.Shard.ShardId, Guild = new Guild { Id = World.Home.Id } });

        List<string> received = [];
        await foreach (GatewayEvent gatewayEvent in state.ReceiveAllAsync(world.Shard, World.Cancellation))
        {
            if (gatewayEvent is ResumedEvent)
            {
                break;
            }

            var update = (ChannelUpdateEvent)gatewayEvent;
            received.Add($"{update.GetBefore()!.Name}, {state.Find(World.Home.Id)!.Value.FindChannel(update.Channel.Id)!.Name}");
        }

        Assert.Equal(["handled before, not handled"], received);
    }

    [Fact]
    public async Task What_a_shards_intents_do_not_keep_up_to_date_is_not_kept()
    {
        await using var world = new World(options: options => options with { Intents = GatewayIntents.Guilds });
        await world.ConnectAsync();
        var state = new BotState(new BotStateOptions { MessagesPerChannel = 1 });

        await foreach (GatewayEvent gatewayEvent in state.ReceiveAllAsync(world.Shard, World.Cancellation))
        {
            if (gatewayEvent is GuildCreateEvent)
            {
                break;
            }
        }

        state.Apply(new MessageCreateEvent { ShardId = world.Shard.ShardId, Message = Message(1, "hi") with { GuildId = World.Home.Id } });

        Assert.Null(state.Find(World.Home.Id)!.Value.FindMessage(1));
    }

    [Fact]
    public async Task Without_a_store_nothing_can_be_saved_or_read_back()
    {
        var state = new BotState();

        await Assert.ThrowsAsync<InvalidOperationException>(state.SaveAsync);
        await Assert.ThrowsAsync<InvalidOperationException>(() => state.RestoreAsync(new ShardSession("session", null, 1), new ShardOptions { Token = "token" }, World.Cancellation));
    }

    [Fact]
    public async Task A_shard_that_is_known_is_not_read_back()
    {
        var sample = new StateSample(new BotStateOptions { Store = new MemoryStateStore() });

        await Assert.ThrowsAsync<InvalidOperationException>(() => sample.State.RestoreAsync(new ShardSession("session", null, 1), new ShardOptions { Token = "token" }, World.Cancellation));
    }

    [Theory]
    [InlineData(nameof(BotStateOptions.Parts))]
    [InlineData(nameof(BotStateOptions.MessagesPerChannel))]
    [InlineData(nameof(BotStateOptions.SnapshotInterval))]
    public void An_option_that_makes_no_sense_is_refused_and_named(string option)
    {
        BotStateOptions[] invalid = option switch
        {
            nameof(BotStateOptions.Parts) => [new() { Parts = (StateParts)(1 << 20) }],
            nameof(BotStateOptions.MessagesPerChannel) => [new() { MessagesPerChannel = -1 }, new() { MessagesPerChannel = 1_001 }],
            _ => [new() { SnapshotInterval = TimeSpan.FromSeconds(0.9) }, new() { SnapshotInterval = TimeSpan.FromHours(1.1) }],
        };

        Assert.All(invalid, options => Assert.Equal(option, Assert.Throws<ArgumentException>(() => new BotState(options)).ParamName));
    }

    [Fact]
    public void The_events_that_it_needs_are_those_that_change_it()
    {
        GatewayEventType[] always = [GatewayEventType.Ready, GatewayEventType.UserUpdate, GatewayEventType.GuildMembersChunk, GatewayEventType.GuildCreate, GatewayEventType.VoiceStateUpdate];

        EventFilter needed = new BotState().RequiredEvents;

        Assert.All(always, type => Assert.True(needed.Includes(type), $"{type}"));
        Assert.False(needed.Includes(GatewayEventType.TypingStart));
        Assert.False(needed.Includes(GatewayEventType.MessageCreate));
        Assert.True(new BotState(new BotStateOptions { MessagesPerChannel = 1 }).RequiredEvents.Includes(GatewayEventType.MessageCreate));
    }

    private static Task<int> RenameAsync(World world, string name) =>
        world.Gateway.DispatchAsync(new ChannelUpdateEvent { Channel = new Channel { Id = World.Home.ChannelId, GuildId = World.Home.Id, Name = name } });
}
