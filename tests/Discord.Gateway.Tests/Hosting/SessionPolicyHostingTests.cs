using Discord.Gateway.Hosting;
using Discord.Gateway.Tests.Sharding;

namespace Discord.Gateway.Tests.Hosting;

/// <summary>What a host does with saved sessions, and whom it warns.</summary>
public sealed class SessionPolicyHostingTests
{
    [Fact]
    public async Task Handlers_of_what_a_resume_does_not_bring_are_named_once_in_a_start_that_resumes()
    {
        await using var world = new HostWorld(shards: 2);
        await world.StartAsync(AddHandlers);
        Assert.DoesNotContain(world.Logs.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
        await world.StopAsync();
        await world.StartAsync(AddHandlers);
        await world.Manager.RestartShardAsync(0);

        await ManagerWorld.UntilAsync(() => world.Logs.Lines.Any(line => line.StartsWith("Warning 56", StringComparison.Ordinal)));
        await world.StopAsync();
        string line = Assert.Single(world.Logs.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
        Assert.Contains("On<ReadyEvent>", line, StringComparison.Ordinal);
        Assert.Contains("On<GuildCreateEvent>", line, StringComparison.Ordinal);
        Assert.DoesNotContain("On<MessageCreateEvent>", line, StringComparison.Ordinal);
        Assert.Contains("SessionPolicy", line, StringComparison.Ordinal);
        await world.StartAsync(AddHandlers);
    }

    [Fact]
    public async Task A_shard_that_is_restarted_by_hand_is_no_start_that_resumes()
    {
        await using var world = new HostWorld();
        await world.StartAsync(AddHandlers);

        await world.Manager.RestartShardAsync(0);
        await ManagerWorld.UntilAsync(() => world.Manager.WaitForConnectedAsync(HostWorld.Cancellation).IsCompletedSuccessfully);

        Assert.DoesNotContain(world.Logs.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Handlers_of_all_events_and_of_others_are_not_warned_of()
    {
        await using var world = new HostWorld();
        for (int start = 0; start < 2; start++)
        {
            await world.StartAsync(discord => discord
                .On<GatewayEvent>((_, _, _) => Task.CompletedTask)
                .On<GuildDeleteEvent>((_, _, _) => Task.CompletedTask));
            await world.StopAsync();
        }

        Assert.DoesNotContain(world.Logs.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
        await world.StartAsync(_ => { });
    }

    [Fact]
    public async Task A_host_that_is_configured_to_identify_is_told_ready_at_each_start()
    {
        await using var world = new HostWorld();
        world.Configuration["Discord:SessionPolicy"] = "IdentifyOnStart";
        int readies = 0;
        for (int start = 1; start <= 2; start++)
        {
            await world.StartAsync(discord => discord.On<ReadyEvent>((_, _, _) =>
            {
                Interlocked.Increment(ref readies);
                return Task.CompletedTask;
            }));
            await ManagerWorld.UntilAsync(() => readies == start);
            await world.StopAsync();
            world.Clock.Advance(TimeSpan.FromSeconds(6));
        }

        Assert.DoesNotContain(world.Logs.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
        await world.StartAsync(_ => { });
    }

    private static void AddHandlers(DiscordGatewayBuilder discord) => discord
        .On<ReadyEvent>((_, _, _) => Task.CompletedTask)
        .On<GuildCreateEvent>((_, _, _) => Task.CompletedTask)
        .On<MessageCreateEvent>((_, _, _) => Task.CompletedTask);
}
