using Discord.Gateway.Testing;

namespace Discord.Gateway.Tests.Shards;

/// <summary>From the first connect to the end, as transcripts.</summary>
public sealed class LifecycleTests
{
    [Fact]
    public async Task Connects_identifies_and_hands_out_ready_guilds_and_messages()
    {
        await using var world = new World();

        SimulatedConnection connection = await world.ConnectAsync();
        Assert.Equal(ConnectionStage.Connected, world.Shard.Stage);

        var ready = await world.ReceiveAsync<ReadyEvent>();
        Assert.Equal("simulated-bot", ready.User.Username);
        Assert.Equal(1, ready.Sequence);
        Assert.Equal("READY", ready.Name);
        var guild = await world.ReceiveAsync<GuildCreateEvent>();
        Assert.Equal("Home", guild.Guild.Name);

        await world.SayAsync("hello");
        var message = await world.ReceiveAsync<MessageCreateEvent>();
        Assert.Equal("hello", message.Message.Content);
        Assert.Equal(World.Home.Id, message.Message.GuildId);
        Assert.Equal(ShardId.Single, message.ShardId);
        Assert.Equal("v=10&encoding=json", connection.Uri.Query.TrimStart('?'));
    }

    [Fact]
    public async Task A_cut_wire_is_resumed_and_what_was_missed_is_replayed_once_and_in_order()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        await world.SayAsync("one");

        first.Cut();
        await world.SayAsync("two");
        await world.SayAsync("three");
        SimulatedConnection second = await world.NextConnectionAsync();

        ReceivedPayload resume = await second.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
        Assert.Equal(3, resume.Data.GetProperty("seq").GetInt64());
        Assert.True(second.IsResumeUrl);
        foreach (string expected in (string[])["one", "two", "three"])
        {
            Assert.Equal(expected, (await world.ReceiveAsync<MessageCreateEvent>()).Message.Content);
        }

        await world.ReceiveAsync<ResumedEvent>();
    }
}
