using System.Collections.Immutable;

namespace Discord.Gateway;

/// <summary>The shards of one total that run here. Those of an identify key start one after the other, so that no connection is made only to wait for its turn.</summary>
internal sealed class ShardSet(int total, IIdentifyGate identifyGate, int maxConcurrency, TimeProvider time)
{
    /// <summary>How long the next shard of a key waits for one that does not get connected.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(10);

    private ImmutableSortedDictionary<int, ShardRunner> _runners = ImmutableSortedDictionary<int, ShardRunner>.Empty;

    internal int Total => total;

    internal IEnumerable<ShardRunner> Runners => _runners.Values;

    internal ShardRunner? Find(int index) => _runners.GetValueOrDefault(index);

    /// <summary>Adds a runner, in the place of another if there is one. Changes come one at a time.</summary>
    internal void Set(ShardRunner runner) => _runners = _runners.SetItem(runner.ShardId.Index, runner);

    internal void Remove(ShardRunner runner) => _runners = _runners.Remove(runner.ShardId.Index);

    /// <summary>Starts all: those with a session at once, the others in turns.</summary>
    internal Task StartAsync(Action<ShardRunner> start, CancellationToken cancellationToken)
    {
        ShardRunner[] all = [.. Runners];
        foreach (ShardRunner runner in all.Where(runner => runner.HasSession))
        {
            start(runner);
        }

        return Task.WhenAll(all.Where(runner => !runner.HasSession)
            .GroupBy(runner => runner.ShardId.GetIdentifyKey(maxConcurrency))
            .Select(key => StartInTurnAsync([.. key], start, cancellationToken)));
    }

    /// <summary>Stops all, side by side. Returns the sessions that were kept.</summary>
    internal async Task<IReadOnlyList<ShardSession>> StopAsync(bool keepSessions, TimeSpan timeout)
    {
        ShardSession?[] sessions = await Task.WhenAll(Runners.Select(runner => runner.StopAsync(keepSessions, timeout))).ConfigureAwait(false);
        return [.. sessions.OfType<ShardSession>()];
    }

    private async Task StartInTurnAsync(IReadOnlyList<ShardRunner> runners, Action<ShardRunner> start, CancellationToken cancellationToken)
    {
        foreach (ShardRunner runner in runners)
        {
            if (identifyGate is IdentifyGate gate)
            {
                await gate.WaitForStartsAsync(cancellationToken).ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
            start(runner);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(runner.Connected, Task.Delay(StartPatience, time, patience.Token)).ConfigureAwait(false);
            await patience.CancelAsync().ConfigureAwait(false);
        }
    }
}
