using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Net;
using Discord.Gateway.Commands;
using Discord.Gateway.Orleans;
using Discord.Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Core.Internal;
using Orleans.Metadata;
using Orleans.Runtime;

namespace Discord.Gateway.ClusterTests;

/// <summary>What nothing else noticed when it was taken out.</summary>
public sealed class SmallPrintTests
{
    private const ulong BotId = 100_000_000_000_000_001;

    private static readonly BotName Bot = BotName.Of(BotId, null);

    [Theory]
    [InlineData("green")]
    [InlineData("blue")]
    public void Who_names_a_deployment_means_it_whichever_run_beside_it(string deployment)
    {
        IClusterManifestProvider known = new KnownSilos(Bot, Bot with { Deployment = "blue" }, Bot with { Deployment = "green" });

        var finder = new BotFinder(null!, known, new DiscordClusterOptions { Deployment = deployment }, new ServiceCollection().BuildServiceProvider());

        Assert.Equal(deployment, finder.Find().Name.Deployment);
    }

    [Fact]
    public void A_bot_runs_elsewhere_if_another_silo_has_it_and_its_deployment()
    {
        var known = new KnownSilos(Bot, BotName.Of(BotId + 1, null), Bot with { Deployment = "green" }, Bot with { Deployment = "green" });

        Assert.False(BotPlacement.RunsElsewhere(known.Current, Bot, KnownSilos.AddressOf(0)));
        Assert.True(BotPlacement.RunsElsewhere(known.Current, Bot with { Deployment = "green" }, KnownSilos.AddressOf(2)));
    }

    [Fact]
    public async Task A_shard_may_identify_once_its_gate_has_let_it_in_and_not_while_it_waits_for_its_next_turn()
    {
        var shard = new LocalShard(default);
        var gate = new HeldGate();
        var noting = new NotingGate(gate, new ConcurrentDictionary<ShardId, LocalShard> { [ShardId.Single] = shard });

        gate.Turn.SetResult();
        await noting.EnterAsync(ShardId.Single, TestContext.Current.CancellationToken);
        Assert.True(shard.MayIdentify);

        gate.Turn = new TaskCompletionSource();
        ValueTask<IAsyncDisposable> waiting = noting.EnterAsync(ShardId.Single, TestContext.Current.CancellationToken);
        Assert.False(shard.MayIdentify);
        gate.Turn.SetResult();
        await waiting;
    }

    [Fact]
    public void A_resume_soon_after_another_is_told_from_the_first()
    {
        var shard = new LocalShard(default);

        Assert.Equal([false, true], [shard.IsResumedSoonAgain(), shard.IsResumedSoonAgain()]);
    }

    [Fact]
    public void What_a_grain_told_that_has_left_is_not_told_any_more()
    {
        string key = Guid.NewGuid().ToString("N");
        int left = Random.Shared.Next(1_000_000, int.MaxValue);
        var metrics = new ClusterMetrics(factory: null);
        var told = new ConcurrentBag<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listening) =>
            {
                if (instrument.Name is "discord.gateway.cluster.starts.left" or "discord.gateway.cluster.identify.waiting")
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((_, value, tags, _) => told.Add(tags.Length == 0 ? $"{value}" : $"{tags[0].Value}"));
        listener.Start();
        metrics.AddIdentifyKey($"bot/{key}", static () => 1);
        metrics.AddStarts("bot", () => left);
        listener.RecordObservableInstruments();
        Assert.Subset(new HashSet<string>(told), new HashSet<string> { key, $"{left}" });
        told.Clear();

        metrics.RemoveIdentifyKey($"bot/{key}");
        metrics.RemoveStarts("bot");
        listener.RecordObservableInstruments();

        Assert.DoesNotContain(told, value => value == key || value == $"{left}");
    }

    [Fact]
    public async Task A_deployment_with_a_name_takes_nothing_of_the_version_before()
    {
        await using BotWorld world = MakeUpgraded(new KeeperRecord { Total = 2, Configured = 2 });
        GatewaySimulatorServer discord = await world.StartDiscordAsync(BotId);
        await world.StartSiloAsync("unnamed", "one", discord);
        await world.StartSiloAsync("green", "two", discord, "green");

        Assert.NotNull(await world.ServicesOf(0).GetRequiredService<OlderVersion>().FindKeeperAsync());
        Assert.Null(await world.ServicesOf(1).GetRequiredService<OlderVersion>().FindKeeperAsync());
    }

    [Fact]
    public async Task A_bot_that_the_version_before_has_resharded_often_can_be_resharded()
    {
        await using BotWorld world = MakeUpgraded(new KeeperRecord { Total = 2, Configured = 2, ReshardNumber = 5 });
        GatewaySimulatorServer discord = await world.StartDiscordAsync(BotId);
        DiscordCluster cluster = await world.StartSiloAsync("upgraded", "one", discord);
        await BotWorld.UntilConnectedAsync(cluster);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        await cluster.ReshardAsync(3, cancellationToken: patience.Token);

        Assert.Equal(3, await cluster.GetTotalShardsAsync());
    }

    [Fact]
    public async Task A_recommendation_that_shrinks_is_noted_and_not_followed()
    {
        await using var world = new BotWorld();
        GatewaySimulatorServer then = await world.StartDiscordAsync(BotId, recommended: 2);
        await BotWorld.UntilConnectedAsync(await world.StartSiloAsync("before", "one", then, shards: null));
        await world.StopAsync(index: 0);
        GatewaySimulatorServer now = await world.StartDiscordAsync(BotId, recommended: 1);
        DiscordCluster after = await world.StartSiloAsync("after", "two", now, shards: null);
        await BotWorld.UntilConnectedAsync(after);
        var grains = new BotGrains(world.ServicesOf(1).GetRequiredService<IGrainFactory>(), Bot);

        await InProcessCluster.UntilAsync(async () =>
            await grains.Resharding.GetStateAsync() is not null || world.Storage.Find<KeeperRecord>("keeper", Bot.ToString())?.Recommended == 1);

        Assert.Null(await grains.Resharding.GetStateAsync());
        Assert.Equal(2, await after.GetTotalShardsAsync());
    }

    [Fact]
    public async Task A_command_waits_for_the_first_silo_that_runs_the_bot()
    {
        await using var world = new BotWorld();
        GatewaySimulatorServer discord = await world.StartDiscordAsync(BotId);
        DiscordCluster watcher = await world.StartWatcherAsync("one");

        Task sending = watcher.SendAsync(1ul << 22, new UpdateVoiceState(1ul << 22, null), TestContext.Current.CancellationToken);
        await world.StartSiloAsync("late", "one", discord);

        await sending;
    }

    [Fact]
    public async Task What_silos_of_the_version_before_ran_to_the_end_is_held_for_a_lease()
    {
        var known = new KnownSilos();
        await using var world = new BotWorld
        {
            AddServices = services => services.AddSingleton(silo => new OlderVersion(known, silo, silo.GetRequiredService<BotGrains>(), silo.GetRequiredService<DiscordClusterOptions>())),
            Fill = async store =>
            {
                await store.WriteStateAsync("keeper", GrainId.Create("keeper", "0"), new GrainState<KeeperRecord>(new KeeperRecord { Total = 1, Configured = 1 }));
                await store.WriteStateAsync("session", GrainId.Create("shard", "0-of-1"), new GrainState<ShardRecord>(new ShardRecord { IsHeld = true }));
            },
        };
        GatewaySimulatorServer discord = await world.StartDiscordAsync(BotId);
        known.RunOlderVersion();
        await world.StartSiloAsync("upgraded", "one", discord, shards: 1);
        SiloShards silo = world.ServicesOf(0).GetRequiredService<SiloShards>();
        await new BotGrains(world.ServicesOf(0).GetRequiredService<IGrainFactory>(), Bot).Keeper.GetLayoutAsync();

        // Longer than a lease, so that the keeper would take over what it believes to have looked after.
        await Task.Delay(Placement.Patience + TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        Assert.Empty(silo.GetStatus());
        known.EndOlderVersion();
        long ended = TimeProvider.System.GetTimestamp();
        await InProcessCluster.UntilAsync(() => Task.FromResult(silo.GetStatus().Count > 0));

        Assert.InRange(TimeProvider.System.GetElapsedTime(ended), Placement.Patience - Placement.Interval, Placement.Patience * 3);
    }

    [Fact]
    public async Task Sessions_go_on_where_the_api_said_before_while_it_does_not_answer_and_a_late_answer_counts()
    {
        await using var world = new BotWorld();
        GatewaySimulatorServer discord = await world.StartDiscordAsync(BotId, recommended: 2);
        GatewaySimulatorServer later = await world.StartDiscordAsync(BotId, recommended: 5);
        await BotWorld.UntilConnectedAsync(await world.StartSiloAsync("before", "one", discord, set: static options => options.GatewayUri = null));
        await world.StopAsync(index: 0);
        using var api = new HeldApi();
        using var http = new HttpClient(api);

        DiscordCluster after = await world.StartSiloAsync(
            "after", "two", discord, api: new Uri(later.HttpUri, "api/v10/"), set: static options => options.GatewayUri = null, change: manager => manager with { HttpClient = http });
        await BotWorld.UntilConnectedAsync(after);
        ISessionStartsGrain starts = new BotGrains(world.ServicesOf(1).GetRequiredService<IGrainFactory>(), Bot).SessionStarts;
        Assert.Equal(2, await starts.GetRecommendedShardsAsync());
        Assert.Equal(2, BotTests.CountIdentifies(discord));

        api.Answers.SetResult();
        await InProcessCluster.UntilAsync(async () => await starts.GetRecommendedShardsAsync() == 5);
    }

    [Fact]
    public async Task More_shards_than_session_starts_are_refused()
    {
        await using var world = new BotWorld();
        GatewaySimulatorServer discord = await world.StartDiscordAsync(BotId);
        DiscordCluster cluster = await world.StartSiloAsync(
            "only", "one", discord, change: static manager => manager with { SessionStartLimit = new SessionStartLimit(5, 5, TimeSpan.FromDays(1), 2), SessionStartReserve = 0 });
        await BotWorld.UntilConnectedAsync(cluster);

        IReshardGrain resharding = new BotGrains(world.ServicesOf(0).GetRequiredService<IGrainFactory>(), Bot).Resharding;
        InvalidOperationException error = await Assert.ThrowsAnyAsync<InvalidOperationException>(() => resharding.BeginAsync(4));

        Assert.StartsWith("Resharding to 4 shards needs 4 session starts, but only 3 are left", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_drain_by_a_keeper_that_has_just_moved_completes_when_nothing_runs_there_any_more()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 4);
        await InProcessCluster.UntilAsync(() => Task.FromResult(world.Running.All(static silo => silo.GetStatus().Count == 2)));
        await world.Grains.Keeper.Cast<IGrainManagementExtension>().DeactivateOnIdle(TestContext.Current.CancellationToken);

        await world.Cluster.DrainAsync(world.Silos.SecondarySilos[0].SiloAddress);

        Assert.Empty(world.Running[1].GetStatus());
    }

    [Fact]
    public async Task A_silo_that_was_drained_tells_the_next_keeper_so()
    {
        await using InProcessCluster world = await InProcessCluster.StartAsync(shards: 2);
        SiloAddress drained = world.Silos.SecondarySilos[0].SiloAddress;
        await world.Cluster.DrainAsync(drained);
        await Task.Delay(Placement.Interval * 1.5, TestContext.Current.CancellationToken);

        await world.Grains.Keeper.Cast<IGrainManagementExtension>().DeactivateOnIdle(TestContext.Current.CancellationToken);
        await Task.Delay(Placement.Interval * 1.5, TestContext.Current.CancellationToken);

        Assert.True((await world.Grains.Keeper.ReportAsync(drained, [], isDraining: false, wanted: 2)).IsDraining);
    }

    private static BotWorld MakeUpgraded(KeeperRecord stored) => new()
    {
        Fill = store => store.WriteStateAsync("keeper", GrainId.Create("keeper", "0"), new GrainState<KeeperRecord>(stored)),
    };

    /// <summary>Silos that run these bots, as the cluster tells of them.</summary>
    private sealed class KnownSilos(params BotName[] bots) : IClusterManifestProvider
    {
        internal static SiloAddress AddressOf(int index) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, index + 1), 1);

        public ClusterManifest Current { get; private set; } = new(new MajorMinorVersion(1, 1), bots.Index().ToImmutableDictionary(static bot => AddressOf(bot.Index), static bot => Tell(bot.Item)));

        public GrainManifest LocalGrainManifest => Current.Silos[AddressOf(0)];

        public IAsyncEnumerable<ClusterManifest> Updates => throw new NotSupportedException();

        internal void RunOlderVersion() => Current = new ClusterManifest(
            new MajorMinorVersion(1, 2), ImmutableDictionary<SiloAddress, GrainManifest>.Empty.Add(AddressOf(0), Tell("keeper", WellKnownGrainTypeProperties.FullTypeName, typeof(KeeperGrain).FullName!)));

        internal void EndOlderVersion() => Current = new ClusterManifest(new MajorMinorVersion(1, 3), ImmutableDictionary<SiloAddress, GrainManifest>.Empty);

        private static GrainManifest Tell(BotName bot) => Tell("any", $"{WellKnownGrainTypeProperties.PlacementFilter}.{nameof(BotPlacement)}.discord-bot", bot.ToString());

        private static GrainManifest Tell(string grain, string property, string value) => new(
            ImmutableDictionary<GrainType, GrainProperties>.Empty.Add(GrainType.Create(grain), new GrainProperties(ImmutableDictionary.Create<string, string>(StringComparer.Ordinal).Add(property, value))),
            ImmutableDictionary<GrainInterfaceType, GrainInterfaceProperties>.Empty);
    }

    private sealed class HeldApi() : DelegatingHandler(new HttpClientHandler())
    {
        internal TaskCompletionSource Answers { get; } = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Answers.Task.WaitAsync(cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class HeldGate : IIdentifyGate
    {
        internal TaskCompletionSource Turn { get; set; } = new();

        public async ValueTask<IAsyncDisposable> EnterAsync(ShardId shardId, CancellationToken cancellationToken)
        {
            await Turn.Task;
            return new MemoryStream();
        }
    }
}
