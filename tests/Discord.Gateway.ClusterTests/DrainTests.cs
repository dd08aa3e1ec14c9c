using System.Diagnostics;
using Discord.Gateway.Orleans;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.TestingHost;

namespace Discord.Gateway.ClusterTests;

/// <summary>Silos that stop, as a deploy stops them.</summary>
public sealed class DrainTests
{
    [Fact]
    public async Task Many_shards_with_slow_handlers_leave_a_silo_that_stops_and_each_event_is_told_once()
    {
        const int Shards = 64;
        await using InProcessCluster world = await InProcessCluster.StartAsync(Shards);
        await InProcessCluster.UntilAsync(() => Task.FromResult(world.Running.All(static silo => silo.GetStatus().Count == Shards / 2)));
        world.HandlerTime = TimeSpan.FromSeconds(3);
        string[] said = await world.SayAsync(times: 5);
        await InProcessCluster.UntilAsync(() => Task.FromResult(world.Told.Count == Shards));

        await world.Silos.StopSiloAsync(world.Silos.SecondarySilos[0], TestContext.Current.CancellationToken);
        world.HandlerTime = TimeSpan.Zero;
        await world.UntilToldAsync(said);

        Assert.Equal(said.Order(), world.Told.Order());
        Assert.Equal(Shards, world.Identifies);
    }

    [Fact]
    public async Task Shards_whose_handlers_are_never_idle_leave_side_by_side_and_each_event_is_told_once()
    {
        const int Shards = 64;
        await using InProcessCluster world = await InProcessCluster.StartAsync(Shards);
        await InProcessCluster.UntilAsync(() => Task.FromResult(world.Running.All(static silo => silo.GetStatus().Count == Shards / 2)));
        world.HandlerTime = TimeSpan.FromSeconds(3);
        string[] said = await world.SayAsync(times: 30);
        await InProcessCluster.UntilAsync(() => Task.FromResult(world.Told.Count >= Shards));

        long started = Stopwatch.GetTimestamp();
        await world.Silos.StopSiloAsync(world.Silos.SecondarySilos[0], TestContext.Current.CancellationToken);
        TimeSpan took = Stopwatch.GetElapsedTime(started);
        world.HandlerTime = TimeSpan.Zero;
        await world.UntilToldAsync(said);

        Assert.True(took < TimeSpan.FromSeconds(25) && said.Length == world.Told.Count, $"It took {took.TotalSeconds:F0} s, and {world.Told.Count - said.Length} events were told twice.");
        Assert.Equal(Shards, world.Identifies);
    }

    [Fact]
    public async Task The_host_gives_a_silo_the_time_that_its_drain_is_stated_to_take()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 1, silos: 1);

        Assert.Equal(TimeSpan.FromMinutes(1), ((InProcessSiloHandle)world.Silos.Primary!).SiloHost.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3601)]
    public void A_drain_that_takes_no_time_or_more_than_an_hour_is_refused(int seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DiscordClusterOptions { DrainTimeout = TimeSpan.FromSeconds(seconds) });

    [Fact]
    public async Task For_how_long_sessions_could_not_be_stored_is_told_and_is_nothing_once_they_are()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 2, silos: 1);
        Assert.Equal(TimeSpan.Zero, world.Running[0].UnsavedFor);

        world.Storage.RefusesWrites = true;
        await world.UntilToldAsync(await world.SayAsync(times: 1));
        await InProcessCluster.UntilAsync(() => Task.FromResult(world.Running[0].UnsavedFor > TimeSpan.Zero));
        world.Storage.RefusesWrites = false;

        await InProcessCluster.UntilAsync(() => Task.FromResult(world.Running[0].UnsavedFor == TimeSpan.Zero));
    }
}
