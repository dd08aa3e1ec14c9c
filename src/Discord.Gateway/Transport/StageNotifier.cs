using Discord.Gateway.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Transport;

/// <summary>Raises an event's calls in order on the thread pool, so that handlers hold up neither the pump nor each other's shards.</summary>
internal sealed class StageNotifier
{
    private readonly Queue<Action> _calls = new();
    private bool _isRunning;

    internal void Notify(Shard shard, EventHandler<StageChange> handlers, StageChange change, ILogger logger)
    {
        lock (_calls)
        {
            foreach (EventHandler<StageChange> handler in handlers.GetInvocationList().Cast<EventHandler<StageChange>>())
            {
                _calls.Enqueue(() =>
                {
                    try
                    {
                        handler(shard, change);
                    }
                    catch (Exception error)
                    {
                        logger.StageChangedHandlerFailed(shard.ShardId, error);
                    }
                });
            }

            if (_isRunning)
            {
                return;
            }

            _isRunning = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static notifier => notifier.Run(), this, preferLocal: false);
    }

    private void Run()
    {
        while (true)
        {
            Action? call;
            lock (_calls)
            {
                if (!_calls.TryDequeue(out call))
                {
                    _isRunning = false;
                    return;
                }
            }

            call();
        }
    }
}
