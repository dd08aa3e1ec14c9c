using Discord.Gateway.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Transport;

/// <summary>
/// Raises an event's calls in order on the thread pool, so that handlers hold up neither the pump nor each other's shards. A handler may be <c>async void</c>: its
/// exception, which would end the process, is logged too.
/// </summary>
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
                var context = new HandlerContext(error => logger.StageChangedHandlerFailed(shard.ShardId, error));
                _calls.Enqueue(() => context.Run(() => handler(shard, change)));
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

    /// <summary>What <c>async void</c> code goes on in, and where it throws.</summary>
    private sealed class HandlerContext(Action<Exception> onFailed) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback callback, object? state) =>
            ThreadPool.QueueUserWorkItem(static work => work.Context.Run(() => work.Callback(work.State)), (Context: this, Callback: callback, State: state), preferLocal: false);

        public override SynchronizationContext CreateCopy() => this;

        internal void Run(Action work)
        {
            SynchronizationContext? previous = Current;
            SetSynchronizationContext(this);
            try
            {
                work();
            }
            catch (Exception error)
            {
                onFailed(error);
            }
            finally
            {
                SetSynchronizationContext(previous);
            }
        }
    }
}
