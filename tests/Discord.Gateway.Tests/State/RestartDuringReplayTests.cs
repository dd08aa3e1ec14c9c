using Discord.Gateway.Models;
using Discord.Gateway.State;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Sharding;

namespace Discord.Gateway.Tests.State;

/// <summary>A shard that is restarted while its state is still told what it is missing.</summary>
public sealed class RestartDuringReplayTests
{
    [Fact]
    public async Task The_shard_that_follows_tells_the_state_the_rest()
    {
        await using var world = new ManagerWorld(shards: 1);
        using var reached = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        bool mayHang = false;
        MemoryStateStore store = new();
        world.Options = world.Options with { EventOrder = EventOrder.PerShard };
        var options = new BotStateOptions { Store = store, KeepMember = KeepMember };
        await world.StartWithStateAsync(options);
        await world.AdvanceUntilAsync(() => store.Saves > 0 && world.Store.Sessions.Count > 0, TimeSpan.FromMinutes(3));
        byte[] snapshot = store.Bytes[ShardId.Single];
        SimulatedGuild guild = world.Guilds[0];
        await world.Gateway.DispatchAsync(new GuildMemberUpdateEvent { GuildId = guild.Id, User = new User { Id = 12345, Username = "x" }, Nick = "stop" });
        await world.Gateway.DispatchAsync(new ChannelUpdateEvent { Channel = new Channel { Id = guild.ChannelId, GuildId = guild.Id, Name = "after" } });
        await world.SayAsync(0, "handled");
        await world.AdvanceUntilAsync(() => world.Handled.Contains("handled"), TimeSpan.FromMinutes(1));
        await world.PassAsync(TimeSpan.FromSeconds(6));
        ShardSession session = world.Store.Sessions.Single();
        await world.StopAsync();
        store.Bytes[ShardId.Single] = snapshot;
        await world.Store.SaveAsync(session, ManagerWorld.Cancellation);

        mayHang = true;
        var second = new BotState(options);
        world.Options = world.Options with { State = second };
        world.Start();
        await world.AdvanceUntilAsync(() => reached.IsSet, TimeSpan.FromMinutes(1));
        Task restarting = world.Manager.RestartShardAsync(0);
        mayHang = false;
        release.Set();
        await world.AdvanceUntilAsync(() => restarting.IsCompleted, TimeSpan.FromMinutes(1));
        await restarting;
        await world.SayAsync(0, "again");
        await world.AdvanceUntilAsync(() => world.Handled.Contains("again"), TimeSpan.FromMinutes(1));

        Assert.Equal("after", second.Find(guild.Id)!.Value.FindChannel(guild.ChannelId)!.Name);

        bool KeepMember(Id<Guild> id, GuildMember member)
        {
            if (mayHang && member.Nick == "stop")
            {
                reached.Set();
                ThreadPoolRest.Hold(release, TimeSpan.FromSeconds(30));
            }

            return true;
        }
    }
}
