using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Discord.Gateway.Diagnostics;
using Discord.Gateway.Models;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.State;

/// <summary>What the shards of one manager know, or stand-alone shards, which have no manager; and when it is saved.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Its cancellation source has no timer and no handle, and is disposed of when saving ends.")]
internal sealed class StoredShards : ManagerState
{
    /// <summary>How often it is looked for a shard whose state is to be saved.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly BotState _state;
    private readonly BotStateOptions _options;
    private readonly Lock _lock = new();
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly StatePolicy _policy;
    private readonly StateMetrics _metrics;
    private readonly bool _isEachMeasured;
    private readonly StateSaver? _saver;
    private InUse _used = new(1, []);
    private CancellationTokenSource? _saving;
    private Task _savingEnded = Task.CompletedTask;
    private int _keepMemberFailures;

    /// <param name="state">What they are a part of.</param>
    /// <param name="options">What is kept.</param>
    /// <param name="shard">What the shards are made with.</param>
    /// <param name="store">Where it is saved; null for nowhere.</param>
    /// <param name="isManaged">Whether the shards have a manager.</param>
    internal StoredShards(BotState state, BotStateOptions options, ShardOptions shard, IStateStore? store, bool isManaged)
    {
        _state = state;
        _options = options;
        _logger = SafeLogger.Wrap(shard.Logger);
        _time = shard.TimeProvider;
        _policy = new StatePolicy(options, shard.Intents, _time, isSaved: store is not null, OnKeepMemberFailed);
        _metrics = StateMetrics.For(shard.MeterFactory);
        _isEachMeasured = shard.MetricsPerShard;
        _saver = store is null ? null : new StateSaver(store, Fingerprint(shard.Intents), known => Find(known.ShardId) == known, _metrics, _time, _logger);
        IsManaged = isManaged;
        LogWhatIsKept();
        if (!isManaged)
        {
            _metrics.Add(state);
        }
    }

    internal bool IsManaged { get; }

    /// <summary>Whether there is a store.</summary>
    internal bool IsSaved => _saver is not null;

    internal IEnumerable<StoredShard> Shards => Used.Shards.Values;

    private InUse Used => Volatile.Read(ref _used);

    internal StoredGuild? Find(Id<Guild> id)
    {
        InUse used = Used;
        return used.Shards.TryGetValue(ShardId.ForGuild(id, used.Total).Index, out StoredShard? shard) ? shard.Guilds.Find(id.Value) : null;
    }

    internal StoredShard? Find(ShardId shardId) => Used.Shards.TryGetValue(shardId.Index, out StoredShard? shard) && shard.ShardId == shardId ? shard : null;

    /// <summary>The state of a stand-alone shard, made when it is first heard of.</summary>
    internal StoredShard GetOrAdd(ShardId shardId)
    {
        if (Find(shardId) is { } known)
        {
            return known;
        }

        lock (_lock)
        {
            StoredShard shard = Find(shardId) ?? (StoredShard)Create(shardId, session: null);
            Add(shard);
            return shard;
        }
    }

    internal void Add(StoredShard shard)
    {
        lock (_lock)
        {
            // Shards of another number are over.
            InUse used = Used;
            Dictionary<int, StoredShard> shards = used.Total == shard.ShardId.Total ? new(used.Shards) : [];
            shards[shard.ShardId.Index] = shard;
            Volatile.Write(ref _used, new InUse(shard.ShardId.Total, shards));
        }
    }

    internal override ShardState Create(ShardId shardId, ShardSession? session)
    {
        var shard = new StoredShard(shardId, _policy, (id, name, error) => _logger.EventNotApplied(id, name, error)) { IsMeasuredAlone = _isEachMeasured };
        if (session is not null)
        {
            shard.SetPlace(session.Id, session.Sequence, isSaved: false);
        }

        return shard;
    }

    internal override async Task<ShardState?> LoadAsync(ShardSession session, CancellationToken cancellationToken)
    {
        var shard = (StoredShard)Create(session.ShardId, session: null);
        return _saver is { } saver && await saver.LoadAsync(session, shard, cancellationToken).ConfigureAwait(false) ? shard : null;
    }

    internal override void Use(IReadOnlyList<ShardState> shards)
    {
        Dictionary<int, StoredShard> used = shards.Cast<StoredShard>().ToDictionary(shard => shard.ShardId.Index);
        Volatile.Write(ref _used, new InUse(used.Values.FirstOrDefault()?.ShardId.Total ?? Used.Total, used));
    }

    internal override void StartSaving()
    {
        _metrics.Add(_state);
        if (_saver is not null)
        {
            _saving = new CancellationTokenSource();
            _savingEnded = SaveFromTimeToTimeAsync(_saver, _saving.Token);
        }
    }

    internal override async Task StopSavingAsync()
    {
        if (_saving is { } saving)
        {
            await saving.CancelAsync().ConfigureAwait(false);
            await _savingEnded.ConfigureAwait(false);
            saving.Dispose();
            _saving = null;
        }
    }

    internal override Task SaveAsync(IReadOnlyList<ShardState> shards) => _saver?.SaveAsync(shards.Cast<StoredShard>(), CancellationToken.None) ?? Task.CompletedTask;

    /// <summary>Saves what all shards know, while events go on.</summary>
    internal Task SaveInPassingAsync() => _saver?.SaveInPassingAsync(Shards, CancellationToken.None) ?? Task.CompletedTask;

    internal override Task DeleteAsync(IReadOnlyList<ShardId> shardIds) => _saver?.DeleteAsync(shardIds) ?? Task.CompletedTask;

    internal override void End()
    {
        if (_state.End(this))
        {
            _metrics.Remove(_state);
        }
    }

    /// <summary>A new session is saved soon, since without a snapshot it cannot be continued; then from time to time.</summary>
    private async Task SaveFromTimeToTimeAsync(StateSaver saver, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(LookEvery, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                await saver.SaveInPassingAsync(Shards.Where(shard => shard.IsDue(_options.SnapshotInterval)), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private void LogWhatIsKept()
    {
        _logger.StateKeeps(_policy.ToString(), !IsSaved ? "not saved" : IsManaged ? $"saved every {_options.SnapshotInterval}" : "saved when the bot asks for it");
        foreach ((string option, GatewayIntents intent, string consequence) in _policy.Unmet(_options))
        {
            _logger.StateLacksIntent(option, intent, consequence);
        }
    }

    private void OnKeepMemberFailed(Exception error)
    {
        if (Interlocked.Increment(ref _keepMemberFailures) == 1)
        {
            _logger.KeepMemberFailed(error);
        }
    }

    /// <summary>What a snapshot is of: other options, or intents, keep other things.</summary>
    private ulong Fingerprint(GatewayIntents intents)
    {
        string kept = $"{(int)_options.Parts} {_options.KeepActivities} {_options.KeepMember is null} {_options.MessagesPerChannel} {(ulong)intents}";
        return BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(kept)));
    }

    /// <summary>The shards whose states the bot reads, by index. Replaced as a whole.</summary>
    private sealed record InUse(int Total, Dictionary<int, StoredShard> Shards);
}
