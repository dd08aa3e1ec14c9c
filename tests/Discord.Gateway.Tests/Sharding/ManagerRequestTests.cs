using Discord.Gateway.Models;
using Discord.Gateway.Testing;

namespace Discord.Gateway.Tests.Sharding;

/// <summary>Requests that a manager splits by shard.</summary>
public sealed class ManagerRequestTests
{
    [Fact]
    public async Task Soundboard_sounds_are_asked_for_on_each_guilds_shard()
    {
        await using var world = new ManagerWorld(shards: 3, maxConcurrency: 16);
        await world.StartAndConnectAsync();
        Id<Guild>[] guilds = [.. world.Guilds.Take(7).Select(guild => guild.Id)];

        List<SoundboardSoundsEvent> answers = await world.Manager.GetSoundboardSoundsAsync(guilds, cancellationToken: ManagerWorld.Cancellation).ToListAsync(ManagerWorld.Cancellation);

        Assert.Equal(guilds, answers.Select(answer => answer.GuildId).Order());
        Assert.All(answers, answer => Assert.True(answer.ShardId.Serves(answer.GuildId)));
        foreach (SimulatedConnection connection in world.Gateway.Connections)
        {
            ReceivedPayload request = Assert.Single(connection.Received, payload => payload.Opcode == GatewayOpcode.RequestSoundboardSounds);
            Assert.All(request.Data.GetProperty("guild_ids").EnumerateArray(), id => Assert.True(connection.ShardId!.Value.Serves(Id<Guild>.Parse(id.GetString()!))));
        }
    }

    [Fact]
    public async Task A_guild_whose_shard_does_not_run_here_throws_before_anything_is_sent()
    {
        await using var world = new ManagerWorld(shards: 3, maxConcurrency: 16);
        world.Options = world.Options with { LocalShards = 0..2 };
        await world.StartAndConnectAsync();

        Assert.Throws<InvalidOperationException>(
            () => world.Manager.GetSoundboardSoundsAsync([world.Guilds[0].Id, world.Guilds[2].Id], cancellationToken: ManagerWorld.Cancellation));
        Assert.Throws<ArgumentException>(() => world.Manager.GetSoundboardSoundsAsync([], cancellationToken: ManagerWorld.Cancellation));
        Assert.Throws<ArgumentException>(() => world.Manager.GetSoundboardSoundsAsync([world.Guilds[0].Id, 0], cancellationToken: ManagerWorld.Cancellation));
        await Assert.ThrowsAsync<InvalidOperationException>(() => world.Manager.GetChannelInfoAsync(world.Guilds[2].Id, cancellationToken: ManagerWorld.Cancellation));

        Assert.DoesNotContain(
            world.Gateway.Connections.SelectMany(connection => connection.Received),
            payload => payload.Opcode is GatewayOpcode.RequestSoundboardSounds or GatewayOpcode.RequestChannelInfo);
    }

    [Fact]
    public async Task Guilds_without_an_answer_of_all_shards_are_in_one_exception_after_all_answers()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        await world.StartAndConnectAsync();
        Id<Guild>[] unknown = [(100UL << 22) + 1, (101UL << 22) + 1];
        var answers = new List<SoundboardSoundsEvent>();
        Task asking = AskAsync();
        await world.AdvanceUntilAsync(() => asking.IsCompleted, TimeSpan.FromSeconds(40));

        RequestTimeoutException error = await Assert.ThrowsAsync<RequestTimeoutException>(() => asking);
        Assert.Equal(unknown, error.GuildIds.Order());
        Assert.Equal(2, answers.Count);

        async Task AskAsync()
        {
            await foreach (SoundboardSoundsEvent answer in world.Manager.GetSoundboardSoundsAsync([.. unknown, world.Guilds[0].Id, world.Guilds[1].Id], cancellationToken: ManagerWorld.Cancellation))
            {
                answers.Add(answer);
            }
        }
    }

    [Fact]
    public async Task Cancelling_and_leaving_the_stream_end_the_requests_of_all_shards()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        await world.StartAndConnectAsync();
        Array.ForEach([.. world.Gateway.Connections], connection => connection.AnswerCommands = false);
        using var cancellation = new CancellationTokenSource();
        IAsyncEnumerable<SoundboardSoundsEvent> answers = world.Manager.GetSoundboardSoundsAsync([world.Guilds[0].Id, world.Guilds[1].Id], cancellationToken: cancellation.Token);
        Task<List<SoundboardSoundsEvent>> cancelled = answers.ToListAsync(ManagerWorld.Cancellation).AsTask();
        await world.PassAsync(TimeSpan.FromSeconds(1));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        Array.ForEach([.. world.Gateway.Connections], connection => connection.AnswerCommands = true);
        Assert.NotNull(await world.Manager.GetSoundboardSoundsAsync(
            [world.Guilds[0].Id, (101UL << 22) + 1], cancellationToken: ManagerWorld.Cancellation).FirstAsync(ManagerWorld.Cancellation));
    }

    [Fact]
    public async Task A_handler_may_await_answers_even_if_all_events_of_its_shard_wait_for_it()
    {
        await using var world = new ManagerWorld(shards: 2, maxConcurrency: 16);
        world.Options = world.Options with { EventOrder = EventOrder.PerShard };
        world.Options = world.Options with { ShardOptions = world.Options.ShardOptions with { MaxBufferedEvents = 2 } };
        int answered = 0;
        await world.StartAndConnectAsync(async (_, gatewayEvent, token) =>
        {
            if (ManagerWorld.IsMessage(gatewayEvent, "ask"))
            {
                await foreach (SoundboardSoundsEvent sounds in world.Manager.GetSoundboardSoundsAsync(world.Guilds.Select(guild => guild.Id), cancellationToken: token))
                {
                    answered += sounds.SoundboardSounds.Count + 1;
                }

                answered += (await world.Manager.GetChannelInfoAsync(world.Guilds[1].Id, cancellationToken: token)).GuildId == world.Guilds[1].Id ? 1 : 0;
            }
        });
        await world.SayAsync(0, "ask");

        await world.AdvanceUntilAsync(() => answered == 25, TimeSpan.FromSeconds(5));
    }
}
