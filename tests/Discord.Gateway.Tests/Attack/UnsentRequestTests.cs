using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Attack;

/// <summary>A request that waits for a connection is not concerned by the end of a session in which it was never sent.</summary>
public sealed class UnsentRequestTests
{
    [Fact]
    public async Task A_request_that_was_not_sent_yet_outlives_the_session()
    {
        await using var world = new World();
        SimulatedConnection first = await world.ConnectAndDrainAsync();
        world.Gateway.AnswerResume = false;
        first.Cut();
        Task<int> counting = Task.Run(async () =>
        {
            int count = 0;
            await foreach (GuildMember _ in world.Shard.GetGuildMembersAsync(new RequestGuildMembers { GuildId = World.Home.Id }, cancellationToken: World.Cancellation))
            {
                count++;
            }

            return count;
        });
        Assert.True(SpinWait.SpinUntil(() => IsQueued(world.Shard), TimeSpan.FromSeconds(10)));
        SimulatedConnection second = await world.NextConnectionAsync();
        await second.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);

        second.InvalidateSession(resumable: false);
        await world.AdvanceUntilCompletedAsync(counting);

        Assert.Equal(World.Home.MemberCount, await counting);
    }

    private static bool IsQueued(Shard shard)
    {
        object driver = typeof(Shard).GetField("_driver", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.GetValue(shard)!;
        return ((Discord.Gateway.Shards.ShardDriver)driver).Read(static core => core.WaitingCommands) > 0;
    }
}
