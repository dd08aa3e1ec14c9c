using Discord.Gateway.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway;

/// <summary>Saves the sessions of shards from time to time: those that changed.</summary>
internal sealed class SessionSaver(ISessionStore store, TimeProvider time, TimeSpan interval, ILogger logger) : IAsyncDisposable
{
    private readonly Dictionary<ShardId, ShardSession> _saved = [];
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Begins to save what the runners have handled.</summary>
    internal void Start(Func<IEnumerable<ShardRunner>> getRunners) => _running = RunAsync(getRunners);

    /// <summary>Ends saving from time to time; completes when nothing is being saved any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stopping.Dispose();
    }

    /// <summary>Saves sessions, one after the other. What cannot be saved is logged.</summary>
    internal async Task SaveAsync(IEnumerable<ShardSession> sessions, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (ShardSession session in sessions)
            {
                if (_saved.GetValueOrDefault(session.ShardId) != session)
                {
                    await SaveAsync(session, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Forgets the sessions of shards.</summary>
    internal async Task DeleteAsync(IEnumerable<ShardId> shardIds)
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            foreach (ShardId shardId in shardIds)
            {
                _saved.Remove(shardId);
                await store.DeleteAsync(shardId, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception error)
        {
            logger.SessionDeleteFailed(error);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task SaveAsync(ShardSession session, CancellationToken cancellationToken)
    {
        try
        {
            await store.SaveAsync(session, cancellationToken).ConfigureAwait(false);
            _saved[session.ShardId] = session;
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            logger.SessionSaveFailed(session.ShardId, error);
        }
    }

    private async Task RunAsync(Func<IEnumerable<ShardRunner>> getRunners)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false))
            {
                await SaveAsync(getRunners().Select(runner => runner.GetHandledSession()).OfType<ShardSession>(), _stopping.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Stopped.
        }
    }
}
