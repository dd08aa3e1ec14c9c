using System.Collections.Concurrent;
using Discord.Gateway.Commands;
using Discord.Gateway.Models;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Sharding;
using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Failures;

/// <summary>Soundboard sounds and channel info that are awaited: every answer arrives, or an exception says which did not.</summary>
public sealed class GuildRequestTests
{
    private static readonly SimulatedGuild[] Guilds = [.. Enumerable.Range(0, 400).Select(number => new SimulatedGuild(9_000_000_000_000_000_000 + ((ulong)number << 22), $"Guild {number}"))];

    [Fact]
    public async Task Each_guild_is_answered_once_with_its_sounds()
    {
        var guild = new SimulatedGuild(8_388_608, "Loud");
        SoundboardSound airhorn = guild.AddSoundboardSound("airhorn", 0.5);
        await using var world = new World(new() { Guilds = [World.Home, guild] });
        await world.ConnectAndDrainAsync();

        List<SoundboardSoundsEvent> answers = await SoundsAsync(world, [guild.Id, World.Home.Id, guild.Id]);

        Assert.Equal([guild.Id, World.Home.Id], answers.Select(answer => answer.GuildId));
        Assert.Equal(airhorn, Assert.Single(answers[0].SoundboardSounds));
        Assert.Empty(answers[1].SoundboardSounds);
    }

    [Fact]
    public async Task More_guilds_than_fit_into_a_payload_are_asked_for_in_several()
    {
        await using var world = new World(new() { Guilds = Guilds });
        SimulatedConnection connection = await world.ConnectAndDrainAsync();

        List<SoundboardSoundsEvent> answers = await SoundsAsync(world, [.. Guilds.Select(guild => guild.Id)]);

        Assert.Equal(Guilds.Select(guild => guild.Id), answers.Select(answer => answer.GuildId));
        Assert.Equal([176, 176, 48], connection.Received.Where(payload => payload.Opcode == GatewayOpcode.RequestSoundboardSounds)
            .Select(payload => payload.Data.GetProperty("guild_ids").GetArrayLength()));
    }

    [Fact]
    public void The_most_guilds_of_a_payload_fit_into_it()
    {
        var longest = new RequestSoundboardSounds([.. Enumerable.Range(0, GuildRequest.MaxGuildsOfPayload).Select(number => (Id<Guild>)(ulong.MaxValue - (ulong)number))]);

        Assert.InRange(GatewayPayload.Encode(longest, ShardId.Single).Length, 4_096 - 23, 4_096);
    }

    [Fact]
    public async Task Channel_info_has_the_fields_that_were_asked_for()
    {
        var guild = new SimulatedGuild(8_388_608, "Talkative");
        Id<Channel> voice = guild.AddChannel("voice", ChannelType.GuildVoice).Id;
        var started = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        guild.SetVoiceStatus(voice, "chess");
        guild.SetVoiceStartTime(voice, started);
        await using var world = new World(new() { Guilds = [guild] });
        await world.ConnectAndDrainAsync();

        ChannelInfo all = Assert.Single((await world.Shard.GetChannelInfoAsync(guild.Id, cancellationToken: World.Cancellation)).Channels);
        ChannelInfo status = Assert.Single((await world.Shard.GetChannelInfoAsync(guild.Id, ChannelInfoFields.Status, cancellationToken: World.Cancellation)).Channels);

        Assert.Equal(new ChannelInfo { Id = voice, Status = "chess", VoiceStartTime = started }, all);
        Assert.Equal(new ChannelInfo { Id = voice, Status = "chess" }, status);
    }

    [Fact]
    public async Task What_is_not_answered_is_a_named_error_that_lists_the_guilds()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        Task<List<SoundboardSoundsEvent>> sounds = SoundsAsync(world, [World.Home.Id, 42, .. Enumerable.Range(100, 11).Select(id => (Id<Guild>)(ulong)id)]);
        Task<ChannelInfoEvent> info = world.Shard.GetChannelInfoAsync(43, cancellationToken: World.Cancellation);
        await Assert.ThrowsAsync<RequestTimeoutException>(() => world.AdvanceUntilCompletedAsync(Task.WhenAll(sounds, info)));

        RequestTimeoutException error = await Assert.ThrowsAsync<RequestTimeoutException>(() => sounds);
        Assert.Equal(12, error.GuildIds.Count);
        Assert.Contains("the soundboard sounds of guilds 42, 100, 101, ", error.Message, StringComparison.Ordinal);
        Assert.Contains(" and 2 more did not arrive within 30 s", error.Message, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<RequestTimeoutException>(() => info);
        Assert.Equal<Id<Guild>>(43, Assert.Single(error.GuildIds));
        Assert.Contains("the channel info of guild 43 did not arrive", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_that_came_are_handed_out_before_the_time_out()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();
        var answers = new List<SoundboardSoundsEvent>();
        Task asking = Task.Run(async () =>
        {
            await foreach (SoundboardSoundsEvent answer in world.Shard.GetSoundboardSoundsAsync([42, World.Home.Id], timeout: TimeSpan.FromSeconds(3), cancellationToken: World.Cancellation))
            {
                answers.Add(answer);
            }
        }, World.Cancellation);

        await Assert.ThrowsAsync<RequestTimeoutException>(() => world.AdvanceUntilCompletedAsync(asking));
        Assert.Single(answers);
    }

    [Fact]
    public async Task The_time_out_starts_anew_with_each_answer()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.AnswerCommands = false;
        var answers = new ConcurrentQueue<SoundboardSoundsEvent>();
        Task<List<SoundboardSoundsEvent>> asking = SoundsAsync(world, [1, 2, 3], onAnswer: answers.Enqueue);
        await world.PassAsync(TimeSpan.FromSeconds(25));
        Answer(connection, 1);
        await ManagerWorld.UntilAsync(() => answers.Count == 1);
        await world.PassAsync(TimeSpan.FromSeconds(25));
        connection.SendDispatch("SOUNDBOARD_SOUNDS", """{"guild_id":"2","soundboard_sounds":5}""", null);
        connection.SendDispatch("SOUNDBOARD_SOUNDS", """{"guild_id":"2",""", null);
        Answer(connection, 2);
        await ManagerWorld.UntilAsync(() => answers.Count == 2);
        await world.PassAsync(TimeSpan.FromSeconds(25));
        Answer(connection, 3);
        Assert.Equal([1, 2, 3], (await asking).Select(answer => answer.GuildId.Value));
    }

    [Fact]
    public async Task What_cannot_be_decoded_is_no_answer_and_does_not_make_the_wait_longer()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.AnswerCommands = false;
        Task<List<SoundboardSoundsEvent>> asking = SoundsAsync(world, [2]);
        await world.PassAsync(TimeSpan.FromSeconds(20));
        connection.SendDispatch("SOUNDBOARD_SOUNDS", """{"guild_id":"2","soundboard_sounds":[],"guild_id":{}}""", null);
        await world.AdvanceUntilAsync(() => asking.IsCompleted, TimeSpan.FromSeconds(12));

        RequestTimeoutException error = await Assert.ThrowsAsync<RequestTimeoutException>(() => asking);
        Assert.Equal<Id<Guild>>(2, Assert.Single(error.GuildIds));
    }

    [Fact]
    public async Task An_answer_after_an_undecodable_one_is_accepted()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.AnswerCommands = false;
        Task<List<SoundboardSoundsEvent>> asking = SoundsAsync(world, [2]);
        connection.SendDispatch("SOUNDBOARD_SOUNDS", """{"guild_id":"2","soundboard_sounds":[],"guild_id":{}}""", null);
        await world.DrainAsync();
        await ManagerWorld.UntilAsync(() => world.Shard.BufferFill == 0);
        Answer(connection, 2);

        await ManagerWorld.UntilAsync(() => asking.IsCompleted);
        Assert.Single(await asking);
    }

    [Fact]
    public async Task A_rate_limit_is_a_named_error_that_says_when()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.AnswerCommands = false;
        Task<List<SoundboardSoundsEvent>> sounds = SoundsAsync(world, [1, 2]);
        Task<ChannelInfoEvent> info = world.Shard.GetChannelInfoAsync(1, cancellationToken: World.Cancellation);

        Limit(connection, 31, "{}");
        RequestRateLimitedException error = await Assert.ThrowsAsync<RequestRateLimitedException>(() => sounds);
        Assert.Equal(TimeSpan.FromSeconds(7), error.RetryAfter);
        Assert.Contains("RequestSoundboardSounds", error.Message, StringComparison.Ordinal);
        Assert.False(info.IsCompleted);
        Limit(connection, 43, """{"guild_id":"2"}""");
        Limit(connection, 8, """{"guild_id":"1"}""");
        Assert.False(info.IsCompleted);
        Limit(connection, 43, """{"guild_id":"1"}""");
        await Assert.ThrowsAsync<RequestRateLimitedException>(() => info);
    }

    [Fact]
    public async Task A_rate_limit_of_another_guild_or_kind_is_ignored()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.AnswerCommands = false;
        Task<ChannelInfoEvent> info = world.Shard.GetChannelInfoAsync(1, cancellationToken: World.Cancellation);
        Limit(connection, 43, """{"guild_id":"2"}""");
        Limit(connection, 31, """{"guild_id":"1"}""");
        connection.SendDispatch("CHANNEL_INFO", """{"guild_id":"1","channels":[]}""", null);

        Assert.Equal(1ul, (await info).GuildId.Value);
    }

    [Fact]
    public async Task A_rate_limit_is_for_all_requests_about_its_guild_whatever_they_ask()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.AnswerCommands = false;
        Task<ChannelInfoEvent>[] both =
        [
            world.Shard.GetChannelInfoAsync(1, cancellationToken: World.Cancellation),
            world.Shard.GetChannelInfoAsync(1, ChannelInfoFields.Status, cancellationToken: World.Cancellation),
        ];
        Limit(connection, 43, """{"guild_id":"1"}""");

        await ManagerWorld.UntilAsync(() => both.All(asking => asking.IsCompleted));
        await Assert.ThrowsAsync<RequestRateLimitedException>(() => both[0]);
        await Assert.ThrowsAsync<RequestRateLimitedException>(() => both[1]);
    }

    [Fact]
    public async Task The_longest_time_out_is_accepted()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.AnswerCommands = false;
        Task<ChannelInfoEvent> info = world.Shard.GetChannelInfoAsync(1, timeout: TimeSpan.MaxValue, cancellationToken: World.Cancellation);
        connection.SendDispatch("CHANNEL_INFO", """{"guild_id":"1","channels":[]}""", null);

        Assert.Equal(1ul, (await info).GuildId.Value);
    }

    [Fact]
    public async Task A_rate_limit_is_waited_out_if_asked_and_only_what_is_missing_is_asked_for_again()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.AnswerCommands = false;
        Task<List<SoundboardSoundsEvent>> asking = SoundsAsync(world, [1, 2, 3], waitWhenRateLimited: true);
        await connection.ExpectAsync(GatewayOpcode.RequestSoundboardSounds, World.Cancellation);
        Answer(connection, 2);
        Limit(connection, 31, "null");
        Task<ReceivedPayload> asked = connection.ExpectAsync(GatewayOpcode.RequestSoundboardSounds, World.Cancellation);
        await world.AdvanceUntilCompletedAsync(asked);

        ReceivedPayload again = await asked;
        Assert.Equal(["1", "3"], again.Data.GetProperty("guild_ids").EnumerateArray().Select(id => id.GetString()));
        Answer(connection, 3);
        Answer(connection, 1);
        Assert.Equal([2, 3, 1], (await asking).Select(answer => answer.GuildId.Value));
    }

    [Fact]
    public async Task A_lost_session_a_shutdown_and_a_cancellation_end_the_wait()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        Task[] lost = [SoundsAsync(world, [42]), world.Shard.GetChannelInfoAsync(42, cancellationToken: World.Cancellation)];
        connection.Close(4009);
        foreach (Task request in lost)
        {
            await Assert.ThrowsAsync<SessionLostException>(() => request);
        }

        await world.NextConnectionAsync();
        await world.AdvanceUntilAsync(() => world.Shard.Stage == ConnectionStage.Connected, TimeSpan.FromSeconds(10));
        using var cancellation = new CancellationTokenSource();
        Task[] cancelled = [SoundsAsync(world, [42], cancellationToken: cancellation.Token), world.Shard.GetChannelInfoAsync(42, cancellationToken: cancellation.Token)];
        Task[] shutDown = [SoundsAsync(world, [42]), world.Shard.GetChannelInfoAsync(42, cancellationToken: World.Cancellation)];
        await cancellation.CancelAsync();
        foreach (Task request in cancelled)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        }

        await world.Shard.ShutdownAsync(cancellationToken: World.Cancellation);
        foreach (Task request in shutDown)
        {
            await Assert.ThrowsAsync<ShardShutdownException>(() => request);
        }
    }

    [Fact]
    public async Task An_answer_survives_a_resume()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.AnswerCommands = false;
        Task<List<SoundboardSoundsEvent>> asking = SoundsAsync(world, [World.Home.Id]);
        connection.Cut();
        await world.Gateway.DispatchAsync("SOUNDBOARD_SOUNDS", $$"""{"guild_id":"{{World.Home.Id}}","soundboard_sounds":[]}""");
        await world.NextConnectionAsync();

        Assert.Single(await asking);
    }

    [Fact]
    public async Task Invalid_requests_throw_before_anything_is_sent()
    {
        await using var world = new World(options: options => options with { ShardId = new ShardId(1, 2) });
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        Id<Guild> own = 1 << 22;
        Id<Guild> other = 2 << 22;

        Assert.Throws<ArgumentNullException>(() => world.Shard.GetSoundboardSoundsAsync(null!, cancellationToken: World.Cancellation));
        Assert.Throws<ArgumentException>(() => world.Shard.GetSoundboardSoundsAsync([], cancellationToken: World.Cancellation));
        Assert.Throws<ArgumentException>(() => world.Shard.GetSoundboardSoundsAsync([own, 0], cancellationToken: World.Cancellation));
        ArgumentException error = Assert.Throws<ArgumentException>(() => world.Shard.GetSoundboardSoundsAsync([own, other], cancellationToken: World.Cancellation));
        Assert.Contains($"Guild {other} is served by shard 0/2, and this is shard 1/2", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => world.Shard.GetSoundboardSoundsAsync([own], timeout: TimeSpan.Zero, cancellationToken: World.Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => world.Shard.GetChannelInfoAsync(other, cancellationToken: World.Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => world.Shard.GetChannelInfoAsync(0, cancellationToken: World.Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => world.Shard.GetChannelInfoAsync(own, ChannelInfoFields.None, cancellationToken: World.Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => world.Shard.GetChannelInfoAsync(own, timeout: TimeSpan.FromSeconds(-1), cancellationToken: World.Cancellation));
        Assert.DoesNotContain(connection.Received, payload => payload.Opcode is GatewayOpcode.RequestSoundboardSounds or GatewayOpcode.RequestChannelInfo);
    }

    [Fact]
    public async Task Requests_for_different_fields_are_answered_in_order()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.AnswerCommands = false;
        Task<ChannelInfoEvent> all = world.Shard.GetChannelInfoAsync(1, cancellationToken: World.Cancellation);
        Task<ChannelInfoEvent> status = world.Shard.GetChannelInfoAsync(1, ChannelInfoFields.Status, cancellationToken: World.Cancellation);
        Task<ChannelInfoEvent> same = world.Shard.GetChannelInfoAsync(1, cancellationToken: World.Cancellation);

        connection.SendDispatch("CHANNEL_INFO", """{"guild_id":"1","channels":[{"id":"5","status":null,"voice_start_time":1}]}""", null);
        Assert.True((await all).Channels[0].VoiceStartTime.IsSpecified);
        Assert.True((await same).Channels[0].VoiceStartTime.IsSpecified);
        Assert.False(status.IsCompleted);
        connection.SendDispatch("CHANNEL_INFO", """{"guild_id":"1","channels":[{"id":"5","status":null}]}""", null);
        Assert.False((await status).Channels[0].VoiceStartTime.IsSpecified);
    }

    [Fact]
    public async Task Two_requests_for_the_sounds_of_a_guild_are_both_answered_by_one_event()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.AnswerCommands = false;
        Task<List<SoundboardSoundsEvent>>[] both = [SoundsAsync(world, [1]), SoundsAsync(world, [2, 1])];

        Answer(connection, 1);
        Assert.Single(await both[0]);
        Answer(connection, 2);
        Assert.Equal(2, (await both[1]).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Answers_can_be_awaited_in_the_receive_loop_though_they_do_not_fit_the_buffer(bool isFiltered)
    {
        await using var world = new World(new() { Guilds = Guilds }, options => options with
        {
            Intents = GatewayIntents.None,
            MaxBufferedEvents = 2,
            EventFilter = isFiltered ? EventFilter.AllExcept(GatewayEventType.SoundboardSounds, GatewayEventType.ChannelInfo) : EventFilter.All,
        });
        await world.ConnectAndDrainAsync();

        List<SoundboardSoundsEvent> answers = await SoundsAsync(world, [.. Guilds.Select(guild => guild.Id)]);
        ChannelInfoEvent info = await world.Shard.GetChannelInfoAsync(Guilds[7].Id, cancellationToken: World.Cancellation);

        Assert.Equal(400, answers.Count);
        Assert.Equal(Guilds[7].Id, info.GuildId);
    }

    [Fact]
    public async Task Answers_reach_the_receive_loop_too()
    {
        await using var world = new World();
        await world.ConnectAndDrainAsync();

        await SoundsAsync(world, [World.Home.Id]);

        Assert.Equal(World.Home.Id, (await world.ReceiveAsync<SoundboardSoundsEvent>()).GuildId);
    }

    [Fact]
    public async Task Leaving_the_stream_early_ends_the_request()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        connection.AnswerCommands = false;
        await using (IAsyncEnumerator<SoundboardSoundsEvent> answers =
            world.Shard.GetSoundboardSoundsAsync([1, 2], cancellationToken: World.Cancellation).GetAsyncEnumerator(World.Cancellation))
        {
            Task<bool> next = answers.MoveNextAsync().AsTask();
            Answer(connection, 2);
            Assert.True(await next);
        }

        await world.DrainAsync();
        Assert.Equal(0, world.Shard.BufferFill);
    }

    private static void Answer(SimulatedConnection connection, ulong guildId) =>
        connection.SendDispatch("SOUNDBOARD_SOUNDS", $$"""{"soundboard_sounds":[],"guild_id":"{{guildId}}"}""", null);

    private static void Limit(SimulatedConnection connection, int opcode, string meta) =>
        connection.SendDispatch("RATE_LIMITED", $$"""{"opcode":{{opcode}},"retry_after":7,"meta":{{meta}}}""", null);

    private static async Task<List<SoundboardSoundsEvent>> SoundsAsync(
        World world, IEnumerable<Id<Guild>> guildIds, bool waitWhenRateLimited = false, CancellationToken? cancellationToken = null, Action<SoundboardSoundsEvent>? onAnswer = null)
    {
        var answers = new List<SoundboardSoundsEvent>();
        await foreach (SoundboardSoundsEvent answer in world.Shard.GetSoundboardSoundsAsync(
            guildIds, waitWhenRateLimited, cancellationToken: cancellationToken ?? World.Cancellation))
        {
            answers.Add(answer);
            onAnswer?.Invoke(answer);
        }

        return answers;
    }
}
