using System.Diagnostics.CodeAnalysis;
using StackExchange.Redis;

namespace Discord.Gateway.Redis;

/// <summary>The connection to Redis: one that was given, or one of its own, made when it is first needed, so that a host starts while Redis is away.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose handle nobody asked for has nothing to dispose of, and some may still wait for it.")]
internal sealed class RedisConnection : IAsyncDisposable
{
    private readonly Func<Task<IConnectionMultiplexer>>? _connect;
    private readonly SemaphoreSlim _connecting = new(1, 1);
    private IConnectionMultiplexer? _current;
    private bool _isDisposed;

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
        if (_connect is null)
        {
            return;
        }

        Volatile.Write(ref _isDisposed, true);
        if (Interlocked.Exchange(ref _current, null) is { } own)
        {
            await own.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<IConnectionMultiplexer> ConnectAsync()
    {
        await _connecting.WaitAsync().ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed), this);
            if (Volatile.Read(ref _current) is { } current)
            {
                return current;
            }

            IConnectionMultiplexer made = await _connect!().ConfigureAwait(false);
            Interlocked.Exchange(ref _current, made);
            if (Volatile.Read(ref _isDisposed))
            {
                // The host has ended meanwhile, and nobody else would close it.
                await DisposeAsync().ConfigureAwait(false);
                throw new ObjectDisposedException(nameof(RedisConnection));
            }

            return made;
        }
        finally
        {
            _connecting.Release();
        }
    }
}
