using Discord.Gateway.Testing;

namespace Discord.Gateway.Tests.Shards;

/// <summary>The presence survives everything (DSharpPlus#445, discord-jda/JDA#48, muse#1231: it was lost after reconnects).</summary>
public sealed class PresenceTests
{
    [Fact]
    public async Task The_presence_of_the_options_is_in_the_identify()
    {
        await using var world = new World(options: options => options with
        {
            Presence = new BotPresence { Status = UserStatus.Idle, Activities = [BotActivity.Custom("hello")] },
        });

        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        var presence = connection.Received[0].Data.GetProperty("presence");
        Assert.Equal("idle", presence.GetProperty("status").GetString());
        Assert.Equal("hello", presence.GetProperty("activities")[0].GetProperty("state").GetString());
        Assert.Equal(4, presence.GetProperty("activities")[0].GetProperty("type").GetInt32());
        Assert.DoesNotContain(connection.Received, payload => payload.Opcode == GatewayOpcode.PresenceUpdate);
    }

    [Fact]
    public async Task Activity_and_status_can_be_set_alone_and_are_sent_at_once()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        world.Shard.SetActivity(BotActivity.Streaming("chess", new Uri("https://twitch.tv/chess")));
        world.Shard.SetStatus(UserStatus.DoNotDisturb);

        ReceivedPayload first = await connection.ExpectAsync(GatewayOpcode.PresenceUpdate, World.Cancellation);
        Assert.Equal("online", first.Data.GetProperty("status").GetString());
        Assert.Equal("https://twitch.tv/chess", first.Data.GetProperty("activities")[0].GetProperty("url").GetString());
        ReceivedPayload second = await connection.ExpectAsync(GatewayOpcode.PresenceUpdate, World.Cancellation);
        Assert.Equal("dnd", second.Data.GetProperty("status").GetString());
        Assert.Equal("chess", second.Data.GetProperty("activities")[0].GetProperty("name").GetString());
        Assert.Equal(UserStatus.DoNotDisturb, world.Shard.CurrentPresence!.Status);
    }

    [Fact]
    public async Task The_last_presence_is_carried_by_every_later_identify()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        world.Shard.SetActivity(BotActivity.Watching("the wire"));
        first.Close(4009);

        SimulatedConnection second = await world.NextConnectionAsync();
        await world.AdvanceUntilAsync(() => world.Shard.Stage == ConnectionStage.Connected, TimeSpan.FromSeconds(10));

        ReceivedPayload identify = await second.ExpectAsync(GatewayOpcode.Identify, World.Cancellation);
        Assert.Equal("the wire", identify.Data.GetProperty("presence").GetProperty("activities")[0].GetProperty("name").GetString());
        Assert.DoesNotContain(second.Received, payload => payload.Opcode == GatewayOpcode.PresenceUpdate);
    }

    [Fact]
    public async Task A_presence_set_while_disconnected_is_sent_after_the_resume_and_an_old_one_is_not()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        world.Shard.SetActivity(BotActivity.Playing("one"));

        // Discord is known to have it when it has acknowledged a later heartbeat.
        await world.Shard.HeartbeatAsync(World.Cancellation);
        first.Cut();
        SimulatedConnection second = await world.NextConnectionAsync();
        Assert.DoesNotContain(second.Received, payload => payload.Opcode == GatewayOpcode.PresenceUpdate);

        second.Cut();
        world.Shard.SetActivity(BotActivity.Playing("two"));
        SimulatedConnection third = await world.NextConnectionAsync();

        await third.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
        ReceivedPayload update = await third.ExpectAsync(GatewayOpcode.PresenceUpdate, World.Cancellation);
        Assert.Equal("two", update.Data.GetProperty("activities")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_presence_set_before_connecting_is_in_the_identify()
    {
        await using var world = new World();
        world.Shard.SetStatus(UserStatus.Idle);

        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        Assert.Equal("idle", connection.Received[0].Data.GetProperty("presence").GetProperty("status").GetString());
    }

    [Fact]
    public async Task Offline_goes_out_as_invisible_in_identify_and_update()
    {
        await using var world = new World(options: options => options with { Presence = new BotPresence { Status = UserStatus.Offline } });

        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        Assert.Equal("invisible", connection.Received[0].Data.GetProperty("presence").GetProperty("status").GetString());

        world.Shard.SetPresence(new BotPresence { Status = UserStatus.Offline, IsAfk = true, Since = DateTimeOffset.UnixEpoch.AddSeconds(1) });
        ReceivedPayload update = await connection.ExpectPresenceAsync();
        Assert.Equal("invisible", update.Data.GetProperty("status").GetString());
        Assert.Equal(1000, update.Data.GetProperty("since").GetInt64());
        Assert.True(update.Data.GetProperty("afk").GetBoolean());
    }

    [Fact]
    public async Task A_presence_whose_write_failed_is_sent_again_after_the_resume()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        first.StallWrites = true;
        world.Shard.SetStatus(UserStatus.Idle);

        SimulatedConnection second = await world.NextConnectionAsync(TimeSpan.FromSeconds(20));

        await second.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
        await second.ExpectPresenceAsync();
    }
}

internal static class PresenceExpectations
{
    /// <summary>The next presence update, whatever was identified before it.</summary>
    internal static async Task<ReceivedPayload> ExpectPresenceAsync(this SimulatedConnection connection)
    {
        if (connection.Received.Any(payload => payload.Opcode == GatewayOpcode.PresenceUpdate))
        {
            return connection.Received.Last(payload => payload.Opcode == GatewayOpcode.PresenceUpdate);
        }

        return await connection.ExpectAsync(GatewayOpcode.PresenceUpdate, World.Cancellation);
    }
}
