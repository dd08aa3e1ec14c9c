using Discord.Gateway.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Placement;

namespace Discord.Gateway.Orleans;

/// <summary>Runs both sets of shards while the bot is resharded: the hand-over compares what both are told, and that is possible only in one process.</summary>
internal interface IReshardGrain : IGrainWithIntegerKey
{
    /// <summary>Begins. The old shards must have been released.</summary>
    Task StartAsync(int old, int next, BotPresence? presence);

    /// <summary>How far it is; null if nothing was begun here: the silo that began it has died.</summary>
    Task<ReshardState?> GetStateAsync();
}

/// <summary>How far a resharding is.</summary>
[GenerateSerializer]
internal sealed record ReshardState
{
    [Id(0)]
    public required int Total { get; init; }

    [Id(1)]
    public bool IsRunning { get; init; } = true;

    [Id(2)]
    public ReshardPhase? Phase { get; init; }

    /// <summary>Why it came to nothing; null if it did not.</summary>
    [Id(3)]
    public string? Problem { get; init; }
}

/// <inheritdoc cref="IReshardGrain"/>
[RandomPlacement]
[KeepAlive]
internal sealed class ReshardGrain(
    SiloShards shards, ManagerOptionsFactory optionsFactory, IOptions<DiscordGatewayOptions> options, ILogger<ReshardGrain> logger) : Grain, IReshardGrain
{
    // Progress is told on other threads, and may come later than the end: the end must stay.
    private readonly Lock _lock = new();
    private ReshardState? _state;

    public async Task StartAsync(int old, int next, BotPresence? presence)
    {
        // Here, since the first call may ask Discord: who starts a resharding is told if that fails.
        ShardManagerOptions given = await shards.MakeOptionsAsync(optionsFactory.Create(options.Value));
        _state = new ReshardState { Total = next };
        IGrainFactory grains = GrainFactory;
        _ = Task.Run(() => RunAsync(old, next, given, presence, grains));
    }

    public Task<ReshardState?> GetStateAsync()
    {
        lock (_lock)
        {
            return Task.FromResult(_state);
        }
    }

    private void Update(Func<ReshardState, ReshardState> change)
    {
        lock (_lock)
        {
            _state = change(_state!);
        }
    }

    private async Task RunAsync(int old, int next, ShardManagerOptions given, BotPresence? presence, IGrainFactory grains)
    {
        try
        {
            await using var manager = new ShardManager(given with
            {
                Shard = given.Shard with { Presence = presence ?? given.Shard.Presence },
                TotalShards = old,
                SessionStore = new GrainSessionStore(grains),
            });
            Task running = manager.RunAsync(shards.HandleAsync);
            await manager.WaitForConnectedAsync();
            await manager.ReshardAsync(next, new Progress<ReshardProgress>(progress => Update(state => state with { Phase = progress.Phase })));
            await manager.ShutdownAsync(keepSessions: true);
            await running;
            Update(state => state with { IsRunning = false });
        }
        catch (Exception error)
        {
            logger.ReshardingFailed(error);
            Update(state => state with { IsRunning = false, Problem = error.Message });
        }
    }

    /// <summary>Sessions of shards that run here and not as grains, kept where the grains keep theirs.</summary>
    private sealed class GrainSessionStore(IGrainFactory grains) : ISessionStore
    {
        public async ValueTask<ShardSession?> LoadAsync(ShardId shardId, CancellationToken cancellationToken) => await grains.GetShard(shardId).LoadAsync();

        public async ValueTask SaveAsync(ShardSession session, CancellationToken cancellationToken) => await grains.GetShard(session.ShardId).StoreAsync(session);

        public async ValueTask DeleteAsync(ShardId shardId, CancellationToken cancellationToken) => await grains.GetShard(shardId).StoreAsync(null);
    }
}
