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

    internal void Notify(Shard shard, EventHandler<StageChange> handlers, StageChange change, ILogger logger) =>
        Notify(shard, handlers, change, error => logger.StageChangedHandlerFailed(shard.ShardId, error));

    /// <summary>Calls the handlers of an event, each on its own, after those that were called before.</summary>
    /// <param name="sender">The sender.</param>
    /// <param name="handlers">The handlers.</param>
    /// <param name="arguments">The event.</param>
    /// <param name="onFailed">Receives exceptions thrown by handlers. Does not throw.</param>
    /// <param name="onEnded">Called when all have returned.</param>
    internal void Notify<TArguments>(object sender, EventHandler<TArguments> handlers, TArguments arguments, Action<Exception> onFailed, Action? onEnded = null)
    {
        lock (_calls)
        {
            foreach (EventHandler<TArguments> handler in handlers.GetInvocationList().Cast<EventHandler<TArguments>>())
            {
                var context = new HandlerContext(onFailed);
                _calls.Enqueue(() => context.Run(() => handler(sender, arguments)));
            }

            if (onEnded is not null)
            {
                _calls.Enqueue(onEnded);
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

    /// <summary>The context in which <c>async void</c> code continues, and to which it throws.</summary>
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
