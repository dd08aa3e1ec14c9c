using Discord.Gateway;
using Discord.Gateway.State;

namespace ShardMonitor;

/// <summary>What the last seconds were like, for each shard and for all, and what the keys do.</summary>
internal sealed class BotMonitor(ShardManager manager, BotState state, BusyWorld world, int shards)
{
    private readonly Dictionary<ShardId, ShardHistory> _histories = [];
    private long _events;
    private Task _resharding = Task.CompletedTask;
    private volatile ReshardProgress? _progress;

    internal IReadOnlyList<ShardHistory> Shards { get; private set; } = [];

    internal (long Events, double EventsPerSecond, int Reconnects, int Connected, int Guilds) Totals { get; private set; }

    /// <summary>The row that the keys are about.</summary>
    internal int Selected { get; private set; }

    /// <summary>What the bot knows of its guilds, and since when that is saved.</summary>
    internal BotStateStatistics State { get; private set; } = new();

    internal string Resharding => _progress is { Phase: not ReshardPhase.Done } progress
        ? $"resharding to {progress.TotalShards}: {progress.Phase}, {progress.ConnectedShards} connected"
        : _resharding.IsFaulted ? $"resharding failed: {_resharding.Exception!.InnerException!.Message}" : "";

    /// <summary>The bot's handler.</summary>
    internal Task HandleAsync(Shard shard, GatewayEvent gatewayEvent, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _events);
        return Task.CompletedTask;
    }

    /// <summary>Takes a look; once each second, so that the sparklines are seconds.</summary>
    internal void Look()
    {
        IReadOnlyList<ShardStatus> status = manager.GetStatus();
        Shards = [.. status.Select(shard =>
        {
            if (!_histories.TryGetValue(shard.ShardId, out ShardHistory? history))
            {
                _histories[shard.ShardId] = history = new ShardHistory();
            }

            history.Add(shard);
            return history;
        })];
        Totals = (
            Interlocked.Read(ref _events),
            Shards.Sum(shard => shard.EventsPerSecond.Last),
            status.Sum(shard => shard.Reconnects),
            status.Count(shard => shard.Stage == ConnectionStage.Connected),
            status.Sum(shard => shard.Guilds ?? 0));
        State = state.GetStatistics();
        Select(0);
    }

    internal void Select(int step) => Selected = Shards.Count == 0 ? 0 : Math.Clamp(Selected + step, 0, Shards.Count - 1);

    internal void CutSelected()
    {
        if (Selected < Shards.Count)
        {
            world.Cut(Shards[Selected].Status.ShardId);
        }
    }

    /// <summary>To half as many shards more, and back again.</summary>
    internal void Reshard()
    {
        if (_resharding.IsCompleted)
        {
            int total = manager.TotalShards == shards ? shards * 3 / 2 : shards;
            _resharding = manager.ReshardAsync(total, new Progress<ReshardProgress>(progress => _progress = progress));
        }
    }
}
