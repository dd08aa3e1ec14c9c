using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Discord.Gateway;

/// <summary>The events of all shards of a manager in one stream. A shard's next event is delivered when the previous one was handled: when its reader requested another.</summary>
internal sealed class MergedEvents
{
    private readonly Channel<Item> _items = System.Threading.Channels.Channel.CreateUnbounded<Item>(new UnboundedChannelOptions { SingleReader = true });

    internal async Task RunAsync(ShardManager manager, CancellationToken ending)
    {
        try
        {
            await manager.RunInOrderAsync((_, gatewayEvent, abandoned) => HandleAsync(gatewayEvent, ending, manager.ShutdownAsked, abandoned), EventOrder.PerShard, ending).ConfigureAwait(false);
        }
        finally
        {
            _items.Writer.TryComplete();
        }
    }

    internal async IAsyncEnumerable<GatewayEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken ending)
    {
        await foreach (Item item in _items.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            if (ending.IsCancellationRequested || !item.TryTake())
            {
                continue;
            }

            try
            {
                yield return item.Event;
            }
            finally
            {
                // Who asks for the next, or leaves the loop, has done with this one.
                item.Handled.TrySetResult();
            }
        }
    }

    private async Task HandleAsync(GatewayEvent gatewayEvent, CancellationToken ending, CancellationToken shutdownAsked, CancellationToken abandoned)
    {
        var item = new Item(gatewayEvent);
        _items.Writer.TryWrite(item);
        try
        {
            await item.Handled.Task.WaitAsync(ending).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!item.TryTake())
        {
            // The reader has it in hand, and may complete it; unless it waits for the shutdown itself.
            using CancellationTokenRegistration asked = shutdownAsked.UnsafeRegister(static item => ((Item)item!).Handled.TrySetResult(), item);
            await item.Handled.Task.WaitAsync(abandoned).ConfigureAwait(false);
        }
    }

    private sealed class Item(GatewayEvent gatewayEvent)
    {
        private int _isTaken;

        internal GatewayEvent Event => gatewayEvent;

        internal TaskCompletionSource Handled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Taken by its reader, or by its end; true for the first.</summary>
        internal bool TryTake() => Interlocked.Exchange(ref _isTaken, 1) == 0;
    }
}
