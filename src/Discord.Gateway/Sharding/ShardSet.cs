using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway;

/// <summary>The shards of one total that run here. Those of an identify key start one after the other, so that no connection is made only to wait for its turn.</summary>
internal sealed class ShardSet(int total, IIdentifyGate identifyGate, int maxConcurrency, TimeProvider time, ILogger logger)
{
    /// <summary>How long the next shard of a key waits for one that does not get connected, unless all that one waits for is its turn.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(10);

    /// <summary>For each identify key, the end of the turn of the last that was to start.</summary>
    private readonly Dictionary<int, Task> _turns = [];

    private ImmutableSortedDictionary<int, ShardRunner> _runners = ImmutableSortedDictionary<int, ShardRunner>.Empty;

    internal int Total => total;

    internal IEnumerable<ShardRunner> Runners => _runners.Values;

    internal ShardRunner? Find(int index) => _runners.GetValueOrDefault(index);

    /// <summary>Adds a runner, in the place of another if there is one. Changes come one at a time.</summary>
    internal void Set(ShardRunner runner) => _runners = _runners.SetItem(runner.ShardId.Index, runner);

    internal void Remove(ShardRunner runner) => _runners = _runners.Remove(runner.ShardId.Index);

    /// <summary>Starts all: those with a session at once, the others in turns.</summary>
    internal Task StartAsync(Action<ShardRunner> start, CancellationToken cancellationToken) =>
        Task.WhenAll(Runners.Select(runner => StartAsync(runner, start, cancellationToken)));

    /// <summary>Starts one: at once if it has a session, else after those of its key that were to start before it.</summary>
    internal Task StartAsync(ShardRunner runner, Action<ShardRunner> start, CancellationToken cancellationToken)
    {
        if (runner.HasSession)
        {
            start(runner);
            return Task.CompletedTask;
        }

        int key = runner.ShardId.GetRateLimitKey(maxConcurrency);
        return _turns[key] = StartAfterAsync(_turns.GetValueOrDefault(key, Task.CompletedTask), runner, start, cancellationToken);
    }

    /// <summary>Stops all shards concurrently. Returns the sessions that were kept.</summary>
    internal async Task<IReadOnlyList<ShardSession>> StopAsync(bool keepSessions, TimeSpan timeout, bool mustComplete = false)
    {
        ShardSession?[] sessions = await Task.WhenAll(Runners.Select(runner => runner.StopAsync(keepSessions, timeout, mustComplete))).ConfigureAwait(false);
        return [.. sessions.OfType<ShardSession>()];
    }

    private async Task StartAfterAsync(Task before, ShardRunner runner, Action<ShardRunner> start, CancellationToken cancellationToken)
    {
        await before.ConfigureAwait(false);
        if (identifyGate is IdentifyGate gate)
        {
            await gate.WaitForStartsAsync(logger, cancellationToken).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        start(runner);
        do
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(runner.Connected, Task.Delay(StartPatience, time, patience.Token)).ConfigureAwait(false);
            await patience.CancelAsync().ConfigureAwait(false);
        }
        while (!runner.Connected.IsCompleted && runner.Shard.IsWaitingForIdentifyGate && !cancellationToken.IsCancellationRequested);
    }
}
