using Discord.Gateway.Testing;

namespace Discord.Gateway.Tests.Shards;

public sealed class VoiceTests
{
    [Fact]
    public async Task Joining_waits_for_both_answers_and_returns_what_a_voice_connection_needs()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        VoiceConnectionInfo info = await world.Shard.JoinVoiceAsync(World.Home.Id, 77, selfDeaf: true, cancellationToken: World.Cancellation);

        Assert.Equal(new VoiceConnectionInfo(World.Home.Id, 77, world.Gateway.Options.BotId, "voice-session", "voice-token", "voice.simulator:443"), info);
        Assert.DoesNotContain("voice-token", info.ToString(), StringComparison.Ordinal);
        ReceivedPayload sent = await connection.ExpectAsync(GatewayOpcode.VoiceStateUpdate, World.Cancellation);
        Assert.True(sent.Data.GetProperty("self_deaf").GetBoolean());
        await world.ReceiveAsync<VoiceStateUpdateEvent>();
        await world.ReceiveAsync<VoiceServerUpdateEvent>();
    }

    [Fact]
    public async Task The_answers_may_come_in_either_order_and_others_are_passed_over()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.AnswerCommands = false;
        Task<VoiceConnectionInfo> joining = world.Shard.JoinVoiceAsync(5, 6, cancellationToken: World.Cancellation);

        connection.SendDispatch("VOICE_SERVER_UPDATE", """{"guild_id":"4","token":"other guild","endpoint":"x"}""", null);
        connection.SendDispatch("VOICE_SERVER_UPDATE", """{"guild_id":"5","token":"gone","endpoint":null}""", null);
        connection.SendDispatch("VOICE_SERVER_UPDATE", """{"guild_id":"5","token":"t","endpoint":"e"}""", null);
        connection.SendDispatch("VOICE_STATE_UPDATE", """{"guild_id":"5","channel_id":"6","user_id":"999","session_id":"other user"}""", null);
        Assert.False(joining.IsCompleted);
        connection.SendDispatch("VOICE_STATE_UPDATE", """{"guild_id":"5","channel_id":"6","user_id":"1100000000000000000","session_id":"s"}""", null);

        Assert.Equal(("s", "t", "e"), ((await joining).SessionId, (await joining).Token, (await joining).Endpoint));
    }

    [Fact]
    public async Task A_full_channel_answers_nothing_and_that_is_a_named_error()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.AnswerCommands = false;

        Task<VoiceConnectionInfo> joining = world.Shard.JoinVoiceAsync(5, 6, timeout: TimeSpan.FromSeconds(10), cancellationToken: World.Cancellation);
        await world.PassAsync(TimeSpan.FromSeconds(11));

        await Assert.ThrowsAsync<RequestTimeoutException>(() => joining);
    }

    [Fact]
    public async Task Joining_needs_the_intent()
    {
        await using var world = new World(options: options => options with { Intents = GatewayIntents.Guilds });

        await Assert.ThrowsAsync<InvalidOperationException>(() => world.Shard.JoinVoiceAsync(5, 6, cancellationToken: World.Cancellation));
    }

    [Fact]
    public async Task Leaving_sends_the_channel_as_null()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        await world.Shard.SendAsync(new UpdateVoiceState(5, null), cancellationToken: World.Cancellation);

        ReceivedPayload sent = await connection.ExpectAsync(GatewayOpcode.VoiceStateUpdate, World.Cancellation);
        Assert.Equal("""{"guild_id":"5","channel_id":null,"self_mute":false,"self_deaf":false}""", sent.Data.GetRawText());
    }

    [Fact]
    public async Task Soundboard_and_channel_info_are_requested()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        await world.Shard.SendAsync(new RequestSoundboardSounds([World.Home.Id, 2]), cancellationToken: World.Cancellation);
        await world.Shard.SendAsync(new RequestChannelInfo(World.Home.Id), cancellationToken: World.Cancellation);

        Assert.Equal($$"""{"guild_ids":["{{World.Home.Id}}","2"]}""", (await connection.ExpectAsync(GatewayOpcode.RequestSoundboardSounds, World.Cancellation)).Data.GetRawText());
        Assert.Equal(
            $$"""{"guild_id":"{{World.Home.Id}}","fields":["status","voice_start_time"]}""",
            (await connection.ExpectAsync(GatewayOpcode.RequestChannelInfo, World.Cancellation)).Data.GetRawText());
        Assert.Equal(["SOUNDBOARD_SOUNDS", "CHANNEL_INFO"], [(await world.ReceiveAsync())!.Name, (await world.ReceiveAsync())!.Name]);
    }
}
