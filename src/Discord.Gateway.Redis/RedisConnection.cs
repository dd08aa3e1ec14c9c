using StackExchange.Redis;

namespace Discord.Gateway.Redis;

/// <summary>The connection to Redis: one that was given, or one of its own, made when it is first needed, so that a host starts while Redis is away.</summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    private readonly Func<Task<IConnectionMultiplexer>>? _connect;
    private readonly SemaphoreSlim _connecting = new(1, 1);
    private IConnectionMultiplexer? _current;

    internal RedisConnection(IConnectionMultiplexer given)
    {
        ArgumentNullException.ThrowIfNull(given);
        _current = given;
    }

    internal RedisConnection(Func<Task<IConnectionMultiplexer>> connect) => _connect = connect;

    internal ValueTask<IConnectionMultiplexer> GetAsync() => Volatile.Read(ref _current) is { } current ? new(current) : new(ConnectAsync());

    /// <summary>Closes a connection of its own.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_connect is not null && Interlocked.Exchange(ref _current, null) is { } own)
        {
            await own.DisposeAsync().ConfigureAwait(false);
        }

        _connecting.Dispose();
    }

    private async Task<IConnectionMultiplexer> ConnectAsync()
    {
        await _connecting.WaitAsync().ConfigureAwait(false);
        try
        {
            if (Volatile.Read(ref _current) is { } current)
            {
                return current;
            }

            IConnectionMultiplexer made = await _connect!().ConfigureAwait(false);
            Volatile.Write(ref _current, made);
            return made;
        }
        finally
        {
            _connecting.Release();
        }
    }
}
