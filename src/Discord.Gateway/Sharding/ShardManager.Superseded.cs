using Discord.Gateway.Diagnostics;

namespace Discord.Gateway;

/// <content>Shards taken over by another process: see <see cref="IFencedSessionStore"/>.</content>
public sealed partial class ShardManager
{
    /// <summary>Lets a shard look for another owner before it takes its session back.</summary>
    private void OnStageChanged(ShardRunner runner, StageChange change)
    {
        if (change is { Old: ConnectionStage.Connected or ConnectionStage.Resuming, New: ConnectionStage.Disconnected } && !_stopping.IsCancellationRequested)
        {
            _saver.CheckOwner(runner.ShardId);
        }
    }

    /// <summary>The store refused a shard. Nobody waits for this.</summary>
    private void OnSuperseded(ShardId shardId)
    {
        if (_set?.Find(shardId.Index) is { } runner && runner.ShardId == shardId && runner.TrySupersede())
        {
            _logger.ShardSuperseded(shardId);
            _ = EndSupersededAsync(runner);
        }
    }

    private async Task EndSupersededAsync(ShardRunner runner)
    {
        try
        {
            // At once, whatever handlers and other changes take: it must not take the session back meanwhile.
            await runner.Shard.ShutdownAsync(keepSession: true).ConfigureAwait(false);
            using IDisposable change = await BeginChangeAsync(CancellationToken.None).ConfigureAwait(false);
            await runner.StopAsync(keepSession: true, _options.ShutdownTimeout).ConfigureAwait(false);
            if (_set is { } set && set.Find(runner.ShardId.Index) == runner)
            {
                set.Remove(runner);
                ShowState(set);
                _removedFeeds[runner.ShardId] = runner.WaiterFeed;
                OnProgress();
            }
        }
        catch (InvalidOperationException)
        {
            // The manager stops, and ends it.
        }
    }
}
