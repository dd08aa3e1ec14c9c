namespace Discord.Gateway.Waiters;

/// <summary>
/// The stream of an <see cref="EventCollector{T}"/> that the bot holds. If the bot drops it, read or not, it is garbage-collected, and its collector ends with it.
/// </summary>
internal sealed class EventStream<T>(EventCollector<T> collector) : IAsyncEnumerable<T>, IDisposable
    where T : GatewayEvent
{
    private readonly EventCollector<T> _collector = collector;
    private int _isRead;

    ~EventStream()
    {
        // Not here: the thread of finalizers must not wait for a lock.
        ThreadPool.UnsafeQueueUserWorkItem(static collector => collector.End(null), _collector, preferLocal: false);
    }

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => Interlocked.Exchange(ref _isRead, 1) == 0
        ? new Enumerator(this, cancellationToken)
        : throw new InvalidOperationException("A stream of CollectAsync can be read only once. Call CollectAsync again for a new one.");

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _collector.End(null);
    }

    private sealed class Enumerator(EventStream<T> stream, CancellationToken cancellationToken) : IAsyncEnumerator<T>
    {
        private readonly EventCollector<T> _collector = stream._collector;
        private T? _current;

        public T Current => _current!;

        public async ValueTask<bool> MoveNextAsync()
        {
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_collector.TryRead(out _current))
                {
                    return true;
                }
            }
            while (await WaitAsync().ConfigureAwait(false));

            return false;
        }

        private ValueTask<bool> WaitAsync()
        {
            ValueTask<bool> wait = _collector.WaitToReadAsync(cancellationToken);
            return !wait.IsCompleted && HandlerCall.Current is { } call ? new(call.WaitAsync(wait.AsTask())) : wait;
        }

        public ValueTask DisposeAsync()
        {
            stream.Dispose();
            return default;
        }
    }
}
