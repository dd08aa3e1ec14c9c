using Discord.Gateway.StressTests.StateKills;

namespace Discord.Gateway.IntegrationTests;

/// <summary>What a bot knows of its guilds, and what it has handled, over kill -9.</summary>
public sealed class StateKillTests
{
    [Fact]
    public async Task A_state_is_whole_after_every_kill_stop_and_resharding_and_no_shard_identifies_for_it()
    {
        await using KillRun run = await KillRun.CreateAsync(seed: 1);
        await run.RunAsync(kills: 50, TestContext.Current.TestOutputHelper!.WriteLine);

        TestContext.Current.TestOutputHelper!.WriteLine(run.ToString());
        Assert.True(run.Problems.Count == 0, string.Join("\n", run.Problems.Take(20)));
    }
}
