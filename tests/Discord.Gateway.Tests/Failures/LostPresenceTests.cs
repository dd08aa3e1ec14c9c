using System.Text.Json;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Failures;

/// <summary>A write succeeds on a dead link too: a presence counts as delivered only when Discord has acknowledged a later heartbeat.</summary>
public sealed class LostPresenceTests
{
    [Fact]
    public async Task A_presence_set_on_a_half_open_link_is_sent_again_after_the_resume()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        first.GoHalfOpen();
        world.Shard.SetActivity(BotActivity.Playing("lost"));

        SimulatedConnection second = await world.NextConnectionAsync();

        Assert.Equal("lost", ActivityOf(second));
    }

    [Fact]
    public async Task A_presence_that_a_later_heartbeat_confirmed_is_not_sent_again()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        world.Shard.SetActivity(BotActivity.Playing("known"));
        await world.Shard.HeartbeatAsync(World.Cancellation);
        first.Cut();

        SimulatedConnection second = await world.NextConnectionAsync();
        await second.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
        await world.PassAsync(TimeSpan.FromSeconds(30));

        Assert.DoesNotContain(second.Received, payload => payload.Opcode == GatewayOpcode.PresenceUpdate);
    }

    [Fact]
    public async Task A_heartbeat_that_was_written_before_the_presence_confirms_nothing()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        first.AcknowledgeHeartbeats = false;
        await world.Shard.HeartbeatAsync(World.Cancellation);
        world.Shard.SetActivity(BotActivity.Playing("unknown"));
        first.AcknowledgeHeartbeat();
        first.Cut();

        Assert.Equal("unknown", ActivityOf(await world.NextConnectionAsync()));
    }

    [Fact]
    public async Task An_acknowledgement_of_no_heartbeat_confirms_nothing()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        world.Shard.SetActivity(BotActivity.Playing("unknown"));
        first.AcknowledgeHeartbeat();
        first.AcknowledgeHeartbeat();
        first.Cut();

        Assert.Equal("unknown", ActivityOf(await world.NextConnectionAsync()));
    }

    [Fact]
    public async Task The_last_of_several_unconfirmed_presences_is_sent_again()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        world.Shard.SetActivity(BotActivity.Playing("one"));
        world.Shard.SetActivity(BotActivity.Playing("two"));
        first.Cut();

        Assert.Equal("two", ActivityOf(await world.NextConnectionAsync()));
    }

    [Fact]
    public async Task A_presence_changed_while_an_identify_waits_for_ready_is_sent_after_it()
    {
        await using var world = new World(expectsViolations: true);
        world.Gateway.AnswerIdentify = false;
        Task connecting = world.Shard.ConnectAsync(World.Cancellation);
        SimulatedConnection first = await world.Gateway.NextConnectionAsync(World.Cancellation);
        await first.ExpectAsync(GatewayOpcode.Identify, World.Cancellation);
        world.Shard.SetActivity(BotActivity.Playing("late"));
        first.SendDispatch("READY", """{"session_id":"s"}""", 1);
        await connecting;

        // The simulator has made no session, so it complains of what it received.
        Assert.Contains(world.Gateway.Violations, violation => violation.Description.Contains("PresenceUpdate", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_that_changes_after_it_was_set_changes_nothing_on_the_wire()
    {
        List<BotActivity> activities = [BotActivity.Playing("small")];
        await using var world = new World(options: options => options with { Presence = new BotPresence { Activities = activities } });
        activities[0] = BotActivity.Playing(new string('x', 5_000));
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        Assert.Equal("small", ActivityIn(first.Received[0].Data.GetProperty("presence")));

        activities[0] = BotActivity.Playing("smaller");
        world.Shard.SetPresence(new BotPresence { Activities = activities });
        activities.AddRange(Enumerable.Repeat(BotActivity.Playing(new string('y', 1_000)), 10));
        first.Close(4009);
        SimulatedConnection second = await world.NextConnectionAsync();
        await world.AdvanceUntilAsync(() => second.Received.Any(payload => payload.Opcode == GatewayOpcode.Identify), TimeSpan.FromSeconds(10));

        // A heartbeat may come before it.
        ReceivedPayload identify = Assert.Single(second.Received, payload => payload.Opcode == GatewayOpcode.Identify);
        Assert.Equal("smaller", ActivityIn(identify.Data.GetProperty("presence")));
        Assert.Single(world.Shard.CurrentPresence!.Activities);
    }

    private static string? ActivityOf(SimulatedConnection connection) =>
        ActivityIn(Assert.Single(connection.Received, payload => payload.Opcode == GatewayOpcode.PresenceUpdate).Data);

    private static string? ActivityIn(JsonElement presence) => presence.GetProperty("activities")[0].GetProperty("name").GetString();
}
