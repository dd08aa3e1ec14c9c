using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Discord.Gateway.Testing;

/// <summary>
/// Kestrel's listeners, which can be closed and opened again on the same ports while the server and its connections stay: a port that refuses connections.
/// </summary>
internal sealed class PausableListeners : IConnectionListenerFactory, IDisposable
{
    private readonly SocketTransportFactory _sockets = new(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly List<Listener> _listeners = [];

    /// <summary>The ports, in the order in which Kestrel was told of them.</summary>
    internal IReadOnlyList<int> Ports => [.. _listeners.Select(listener => ((IPEndPoint)listener.EndPoint).Port)];

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var listener = new Listener(_sockets, await _sockets.BindAsync(endpoint, cancellationToken).ConfigureAwait(false));
        _listeners.Add(listener);
        return listener;
    }

    public void Dispose() => _oneAtATime.Dispose();

    internal async Task PauseAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (Listener listener in _listeners)
            {
                await listener.PauseAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    internal async Task ResumeAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (Listener listener in _listeners)
            {
                await listener.ResumeAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private sealed class Listener(IConnectionListenerFactory sockets, IConnectionListener first) : IConnectionListener
    {
        private readonly Lock _lock = new();

        // Kept to the end: with a listener, the memory of its open connections would be disposed.
        private readonly List<IConnectionListener> _all = [first];
        private IConnectionListener? _current = first;
        private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _isUnbound;

        public EndPoint EndPoint { get; } = first.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (true)
            {
                IConnectionListener? current;
                Task changed;
                lock (_lock)
                {
                    if (_isUnbound)
                    {
                        return null;
                    }

                    current = _current;
                    changed = _changed.Task;
                }

                if (current is null)
                {
                    await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
                }
                else if (await current.AcceptAsync(cancellationToken).ConfigureAwait(false) is { } connection)
                {
                    return connection;
                }
            }
        }

        public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            lock (_lock)
            {
                _isUnbound = true;
            }

            await PauseAsync(cancellationToken).ConfigureAwait(false);
            _changed.TrySetResult();
        }

        public async ValueTask DisposeAsync()
        {
            foreach (IConnectionListener listener in _all)
            {
                await listener.DisposeAsync().ConfigureAwait(false);
            }
        }

        internal async Task PauseAsync(CancellationToken cancellationToken)
        {
            IConnectionListener? current;
            lock (_lock)
            {
                current = _current;
                _current = null;
            }

            if (current is not null)
            {
                await current.UnbindAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        internal async Task ResumeAsync(CancellationToken cancellationToken)
        {
            lock (_lock)
            {
                if (_current is not null || _isUnbound)
                {
                    return;
                }
            }

            IConnectionListener next = await sockets.BindAsync(EndPoint, cancellationToken).ConfigureAwait(false);
            _all.Add(next);
            TaskCompletionSource changed;
            lock (_lock)
            {
                _current = next;
                changed = _changed;
                _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            changed.TrySetResult();
        }
    }
}
