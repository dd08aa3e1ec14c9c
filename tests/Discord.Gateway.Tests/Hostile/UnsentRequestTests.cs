using Discord.Gateway.Models;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Hostile;

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

        // It waits for a connection when the call returns.
        await using IAsyncEnumerator<GuildMember> members = world.Shard
            .GetGuildMembersAsync(new RequestGuildMembers { GuildId = World.Home.Id }, cancellationToken: World.Cancellation)
            .GetAsyncEnumerator(World.Cancellation);
        Task<bool> isAnswered = members.MoveNextAsync().AsTask();
        SimulatedConnection second = await world.NextConnectionAsync();
        await second.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);

        second.InvalidateSession(resumable: false);
        await world.AdvanceUntilAsync(() => world.Shard.Stage == ConnectionStage.Connected, TimeSpan.FromMinutes(1));

        Assert.True(await isAnswered);
    }
}
