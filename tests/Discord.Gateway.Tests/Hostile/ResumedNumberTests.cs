using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Shards;

namespace Discord.Gateway.Tests.Hostile;

/// <summary>RESUMED may have the number of the last event: the protocol says so itself.</summary>
public sealed class ResumedNumberTests
{
    [Fact]
    public async Task A_session_outlives_ten_resumes_that_bear_the_last_events_number()
    {
        await using var world = new World();
        SimulatedConnection connection = await world.ConnectAndDrainAsync();
        world.Gateway.AnswerResume = false;

        for (int i = 0; i < 10; i++)
        {
            // Days later.
            await world.PassAsync(TimeSpan.FromMinutes(1));
            connection.Cut();
            connection = await world.NextConnectionAsync();
            await connection.ExpectAsync(GatewayOpcode.Resume, World.Cancellation);
            connection.SendDispatch("RESUMED", "{}", 2);
            await world.DrainAsync();
            Assert.True(world.Shard.ReconnectType == ReconnectType.Resume, $"After {i + 1} resumes the session is given up.");
        }
    }
}
