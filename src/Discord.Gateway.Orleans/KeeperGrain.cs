using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Discord.Gateway.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Discord.Gateway.Orleans;

/// <summary>Sees to it that every shard of the bot runs, once, and that the silos share them evenly. One in the cluster.</summary>
internal interface IKeeperGrain : IGrainWithIntegerKey
{
    /// <summary>A silo lives, runs these shards, and may be given more. Looks after the shards, unless that was done a moment ago.</summary>
    [AlwaysInterleave]
    Task TickAsync(SiloAddress silo, IReadOnlyList<ShardId> running);

    /// <summary>Where each shard runs, by index; null for nowhere.</summary>
    [AlwaysInterleave]
    Task<IReadOnlyList<SiloAddress?>> GetPlacesAsync();

    /// <summary>How many shards the bot has.</summary>
    [AlwaysInterleave]
    Task<int> GetTotalAsync();

    /// <summary>Moves all shards away from a silo, which gets none any more. Completes when they run elsewhere, or there is nowhere to move them.</summary>
    [AlwaysInterleave]
    [ResponseTimeout("00:05:00")]
    Task DrainAsync(SiloAddress silo);

    /// <summary>Sets the presence of all shards, those that start later among them.</summary>
    [AlwaysInterleave]
    Task SetPresenceAsync(BotPresence presence);

    /// <summary>Begins to change the number of shards. Throws if that cannot be.</summary>
    [AlwaysInterleave]
    Task ReshardAsync(int? total);

    /// <summary>The state of the last resharding; null if there was none.</summary>
    [AlwaysInterleave]
    Task<ReshardState?> GetReshardStateAsync();
}

/// <inheritdoc cref="IKeeperGrain"/>
[PreferLocalPlacement]
[KeepAlive]
[SuppressMessage("Design", "CA1001", Justification = "Semaphores without a wait handle have nothing to dispose.")]
internal sealed class KeeperGrain(
    [PersistentState("keeper", DiscordCluster.StorageName)] IPersistentState<KeeperRecord> record,
    ManagerOptionsFactory optionsFactory,
    IOptions<DiscordGatewayOptions> options,
    ILogger<KeeperGrain> logger) : Grain, IKeeperGrain
{
    /// <summary>A silo that has not called for so long gets no shards.</summary>
    private static readonly TimeSpan SiloPatience = SiloShards.Interval * 5;

    /// <summary>How long a new keeper listens which silos there are, before it gives the first shards away.</summary>
    private static readonly TimeSpan Listening = SiloShards.Interval * 1.25;

    /// <summary>How many shards move at once: each is away for as long as a resume takes.</summary>
    private const int MovesAtOnce = 8;

    /// <summary>How many grains are called to life at once. Their identifies are the gate's business.</summary>
    private const int StartsAtOnce = 128;

    /// <summary>How often a start is tried that comes upon a grain which others called to life on another silo.</summary>
    private const int Attempts = 5;

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly Dictionary<SiloAddress, long> _silos = [];
    private readonly HashSet<SiloAddress> _draining = [];
    private readonly Dictionary<ShardId, (SiloAddress Silo, long Since)> _places = [];
    private readonly SemaphoreSlim _round = new(1, 1);
    private readonly SemaphoreSlim _sharing = new(1, 1);
    private readonly SemaphoreSlim _writing = new(1, 1);
    private ReshardState? _reshard;
    private long _activated;
    private long _lastRound;

    private BotPresence? Presence => record.State.Presence is { } json ? JsonSerializer.Deserialize<BotPresence>(json) : null;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _activated = _lastRound = _time.GetTimestamp();
        if (record.State.Total == 0 || record.State.Configured != options.Value.TotalShards)
        {
            record.State.Total = options.Value.TotalShards ?? await GrainFactory.GetGrain<ISessionStartsGrain>(0).GetRecommendedShardsAsync() ?? 1;
            record.State.Configured = options.Value.TotalShards;
            await record.WriteStateAsync(cancellationToken);
        }

        if (record.State.ReshardTotal is { } total)
        {
            // The keeper before this one had begun it, and may have died with its silo. What runs the hand-over may live.
            _reshard = new ReshardState { Total = total };
            _ = FollowReshardAsync(GrainFactory.GetGrain<IReshardGrain>(0));
        }
    }

    public Task TickAsync(SiloAddress silo, IReadOnlyList<ShardId> running)
    {
        _silos[silo] = _time.GetTimestamp();
        if (_round.CurrentCount > 0)
        {
            // A keeper before this one has started them there. Not while shards move: the silo may have said so before.
            foreach (ShardId shardId in running.Where(shardId => shardId.Total == record.State.Total && !_places.ContainsKey(shardId)))
            {
                Place(shardId, silo);
            }
        }

        // What it should run and does not; but for what was started while this was on its way.
        foreach (ShardId shardId in _places.Where(place => place.Value.Silo.Equals(silo) && _time.GetElapsedTime(place.Value.Since) > SiloShards.Interval * 2)
            .Select(place => place.Key).Except(running).ToList())
        {
            _places.Remove(shardId);
        }

        if (_time.GetElapsedTime(_activated) >= Listening && _time.GetElapsedTime(_lastRound) >= SiloShards.Interval * 0.5 && _round.CurrentCount > 0)
        {
            // Not awaited: the silo must call again in time, however long moving takes.
            _ = LookAfterAsync(running.Where(shardId => shardId.Total != record.State.Total).ToList());
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<SiloAddress?>> GetPlacesAsync() => Task.FromResult<IReadOnlyList<SiloAddress?>>(
        [.. GetShardIds().Select(shardId => _places.TryGetValue(shardId, out (SiloAddress Silo, long Since) place) ? place.Silo : null)]);

    public Task<int> GetTotalAsync() => Task.FromResult(record.State.Total);

    public async Task DrainAsync(SiloAddress silo)
    {
        _draining.Add(silo);
        await RoundAsync();
    }

    public async Task SetPresenceAsync(BotPresence presence)
    {
        // One after the other: else each shard would keep the one that happened to reach it last.
        await _sharing.WaitAsync();
        try
        {
            record.State.Presence = JsonSerializer.Serialize(presence);
            await WriteAsync();
            await Task.WhenAll(GetShardIds().Select(shardId => SharePresenceAsync(shardId, presence)));
        }
        finally
        {
            _sharing.Release();
        }
    }

    public async Task ReshardAsync(int? total)
    {
        ISessionStartsGrain starts = GrainFactory.GetGrain<ISessionStartsGrain>(0);
        int next = total ?? await starts.GetRecommendedShardsAsync() ?? record.State.Total;
        SessionStartLimit limit = await starts.GetLimitAsync();
        if (_reshard is { IsRunning: true })
        {
            throw new InvalidOperationException($"The cluster is being resharded to {_reshard.Total} shards already.");
        }

        int reserve = optionsFactory.Create(options.Value).SessionStartReserve;
        if (limit.Remaining - reserve < next)
        {
            throw new InvalidOperationException($"{next} shards need as many session starts, but {limit.Remaining} are left today, and {reserve} of those are the reserve.");
        }

        IReadOnlyList<SiloAddress> silos = await GetSilosAsync();
        SiloAddress silo = silos.Count > 0 ? silos[0] : throw new InvalidOperationException("No silo runs shards at the moment.");
        _reshard = new ReshardState { Total = next };
        record.State.ReshardTotal = next;
        await WriteAsync();
        _ = BeginReshardAsync(record.State.Total, next, silo);
    }

    public Task<ReshardState?> GetReshardStateAsync() => Task.FromResult(_reshard);

    /// <summary>A round, and the end of what a silo still runs from before a resharding: it may have been cut off while the others were released.</summary>
    private async Task LookAfterAsync(IReadOnlyList<ShardId> strays)
    {
        try
        {
            if (record.State.ReshardTotal is null)
            {
                await Task.WhenAll(strays.Select(shardId => GrainFactory.GetShard(shardId).ReleaseAsync()));
            }

            await RoundAsync();
        }
        catch (Exception error)
        {
            logger.RoundFailed(error);
        }
    }

    /// <summary>Looks after all shards: starts those that do not run, then moves some from silos that have too many, or must be empty, to those that have room.</summary>
    private async Task RoundAsync()
    {
        await _round.WaitAsync();
        try
        {
            if (record.State.ReshardTotal is null && await GetSilosAsync() is { Count: > 0 } silos)
            {
                await StartAsync(silos);
                await BalanceAsync(silos);
            }
        }
        finally
        {
            _lastRound = _time.GetTimestamp();
            _round.Release();
        }
    }

    /// <summary>The silos that may be given shards: they live, they have called, and they are not being drained.</summary>
    private async Task<IReadOnlyList<SiloAddress>> GetSilosAsync()
    {
        Dictionary<SiloAddress, SiloStatus> active = await GrainFactory.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true);
        foreach (SiloAddress gone in _silos.Keys.Where(silo => !active.ContainsKey(silo)).ToList())
        {
            _silos.Remove(gone);
        }

        _draining.RemoveWhere(silo => !active.ContainsKey(silo));
        return [.. _silos.Where(silo => _time.GetElapsedTime(silo.Value) < SiloPatience && !_draining.Contains(silo.Key)).Select(silo => silo.Key).Order()];
    }

    private async Task StartAsync(IReadOnlyList<SiloAddress> silos)
    {
        foreach (ShardId shardId in _places.Where(place => !_silos.ContainsKey(place.Value.Silo)).Select(place => place.Key).ToList())
        {
            _places.Remove(shardId);
        }

        Dictionary<SiloAddress, int> counts = Count(silos);
        var starts = new List<(ShardId ShardId, SiloAddress Place)>();
        foreach (ShardId shardId in GetShardIds().Where(shardId => !_places.ContainsKey(shardId)))
        {
            SiloAddress place = counts.MinBy(silo => silo.Value).Key;
            counts[place]++;
            starts.Add((shardId, place));
        }

        foreach ((ShardId ShardId, SiloAddress Place)[] some in starts.Chunk(StartsAtOnce))
        {
            await Task.WhenAll(some.Select(start => StartAsync(start.ShardId, start.Place)));
        }
    }

    /// <summary>Starts a shard on a silo; one that runs already stays where it is.</summary>
    private async Task StartAsync(ShardId shardId, SiloAddress wanted)
    {
        try
        {
            for (int attempt = 0; attempt < Attempts; attempt++)
            {
                RequestContext.Set(IPlacementDirector.PlacementHintKey, wanted);
                string? given = record.State.Presence;
                if (await GrainFactory.GetShard(shardId).StartAsync(wanted, Presence) is { } place)
                {
                    Place(shardId, place);
                    await CatchUpWithPresenceAsync(shardId, given);
                    return;
                }

                // The grain that came to life elsewhere needs a moment to go.
                await Task.Delay(TimeSpan.FromMilliseconds(50 << attempt), _time);
            }

            logger.StartedElsewhere(shardId, wanted);
        }
        catch (Exception error)
        {
            logger.NotStarted(shardId, error);
        }
    }

    /// <summary>Another presence than the one that a shard was started with may have been set meanwhile.</summary>
    private async Task CatchUpWithPresenceAsync(ShardId shardId, string? given)
    {
        if (record.State.Presence == given)
        {
            return;
        }

        await _sharing.WaitAsync();
        try
        {
            await SharePresenceAsync(shardId, Presence!);
        }
        finally
        {
            _sharing.Release();
        }
    }

    private async Task SharePresenceAsync(ShardId shardId, BotPresence presence)
    {
        try
        {
            await GrainFactory.GetShard(shardId).SharePresenceAsync(presence);
        }
        catch (ShardNotRunningException)
        {
            // It is given the presence when it starts.
        }
    }

    private void Place(ShardId shardId, SiloAddress silo)
    {
        _places[shardId] = (silo, _time.GetTimestamp());
        logger.Placed(shardId, silo);
    }

    private Dictionary<SiloAddress, int> Count(IReadOnlyList<SiloAddress> silos) =>
        silos.ToDictionary(silo => silo, silo => _places.Values.Count(place => place.Silo.Equals(silo)));

    private async Task BalanceAsync(IReadOnlyList<SiloAddress> silos)
    {
        var moves = new List<(ShardId ShardId, SiloAddress From, SiloAddress To)>();
        Dictionary<SiloAddress, int> counts = Count(silos);
        foreach ((ShardId shardId, (SiloAddress place, _)) in _places.Where(shard => _draining.Contains(shard.Value.Silo)))
        {
            Plan(shardId, place);
        }

        foreach ((ShardId shardId, (SiloAddress place, _)) in _places.Where(shard => counts.ContainsKey(shard.Value.Silo)))
        {
            if (counts[place] - counts.Values.Min() > 1)
            {
                counts[place]--;
                Plan(shardId, place);
            }
        }

        foreach ((ShardId, SiloAddress, SiloAddress)[] some in moves.Chunk(MovesAtOnce))
        {
            await Task.WhenAll(some.Select(move => MoveAsync(move.Item1, move.Item2, move.Item3)));
        }

        void Plan(ShardId shardId, SiloAddress from)
        {
            SiloAddress to = counts.MinBy(silo => silo.Value).Key;
            counts[to]++;
            moves.Add((shardId, from, to));
        }
    }

    private async Task MoveAsync(ShardId shardId, SiloAddress from, SiloAddress to)
    {
        logger.Moving(shardId, from, to);
        _places.Remove(shardId);
        try
        {
            await GrainFactory.GetShard(shardId).ReleaseAsync();
        }
        catch (Exception error)
        {
            logger.NotMoved(shardId, error);
            return;
        }

        await StartAsync(shardId, to);
    }

    /// <summary>Gathers the shards on one silo: there, a manager resumes them, and hands over to the new ones without a gap.</summary>
    private async Task BeginReshardAsync(int old, int next, SiloAddress silo)
    {
        logger.Resharding(old, next, silo);
        IReshardGrain reshard = GrainFactory.GetGrain<IReshardGrain>(0);
        try
        {
            // Not beside a round, which starts shards.
            await _round.WaitAsync();
            try
            {
                await Task.WhenAll(GetShardIds().Select(shardId => GrainFactory.GetShard(shardId).ReleaseAsync()));
                _places.Clear();
            }
            finally
            {
                _round.Release();
            }

            RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
            await reshard.StartAsync(old, next, Presence);
        }
        catch (Exception error)
        {
            await EndReshardAsync(error.Message);
            return;
        }

        await FollowReshardAsync(reshard);
    }

    private async Task FollowReshardAsync(IReshardGrain reshard)
    {
        while (true)
        {
            ReshardState? state;
            try
            {
                await Task.Delay(TimeSpan.FromSeconds(0.5), _time);
                state = await reshard.GetStateAsync();
            }
            catch (Exception error)
            {
                logger.KeeperNotReached(LogLevel.Debug, error);
                continue;
            }

            if (state is null)
            {
                await EndReshardAsync("the silo that ran both sets of shards has died");
                return;
            }

            _reshard = state with { IsRunning = true };
            if (!state.IsRunning)
            {
                await EndReshardAsync(state.Problem);
                return;
            }
        }
    }

    private async Task EndReshardAsync(string? problem)
    {
        int next = record.State.ReshardTotal ?? record.State.Total;
        if (problem is null)
        {
            record.State.Total = next;
        }
        else
        {
            logger.ReshardingFailed(new InvalidOperationException(problem));
        }

        record.State.ReshardTotal = null;
        await StoreAsync();
        _reshard = new ReshardState { Total = next, IsRunning = false, Problem = problem };
        await RoundAsync();
    }

    /// <summary>Until it is stored: else no shard would be started any more.</summary>
    private async Task StoreAsync()
    {
        while (true)
        {
            try
            {
                await WriteAsync();
                return;
            }
            catch (Exception error)
            {
                logger.RoundFailed(error);
                await Task.Delay(SiloShards.Interval, _time);
            }
        }
    }

    /// <summary>Writes come one at a time, since calls interleave: each needs the version of the one before.</summary>
    private async Task WriteAsync()
    {
        await _writing.WaitAsync();
        try
        {
            await record.WriteStateAsync();
        }
        finally
        {
            _writing.Release();
        }
    }

    private IEnumerable<ShardId> GetShardIds() => Enumerable.Range(0, record.State.Total).Select(index => new ShardId(index, record.State.Total));
}
