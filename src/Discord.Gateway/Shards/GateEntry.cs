using System.Diagnostics.CodeAnalysis;
using Discord.Gateway.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Shards;

/// <summary>One connection's way through the identify gate: the wait, then the permit until the identify was written. Made for each, and discarded as a whole.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Its cancellation source has no timer and no handle: there is nothing to dispose.")]
internal sealed class GateEntry(IIdentifyGate gate, ShardId shardId, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _cancellation = new();
    private IAsyncDisposable? _permit;
    private bool _hasLeft;

    /// <summary>Enters. The gate belongs to others: whatever it throws or returns, this does not throw.</summary>
    /// <returns>Whether the connection may identify: if not, it left, or the gate failed, which <paramref name="onFailed"/> is told.</returns>
    internal async Task<bool> EnterAsync(Action onFailed)
    {
        IAsyncDisposable permit;
        try
        {
            permit = await AskAsync().ConfigureAwait(false) ?? throw new InvalidOperationException("IIdentifyGate.EnterAsync returned null.");
        }
        catch (Exception error)
        {
            if (!HasLeft)
            {
                logger.IdentifyGateFailed(shardId, error);
                onFailed();
            }

            return false;
        }

        lock (_lock)
        {
            if (!_hasLeft)
            {
                _permit = permit;
                return true;
            }
        }

        await ReleaseAsync(permit).ConfigureAwait(false);
        return false;
    }

    /// <summary>Ends the wait, or gives the permit back.</summary>
    internal async Task LeaveAsync()
    {
        IAsyncDisposable? permit;
        lock (_lock)
        {
            if (_hasLeft)
            {
                return;
            }

            _hasLeft = true;
            permit = _permit;
        }

        if (permit is not null)
        {
            await ReleaseAsync(permit).ConfigureAwait(false);
            return;
        }

        try
        {
            // Callbacks of the token belong to the gate.
            await _cancellation.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            logger.IdentifyGateFailed(shardId, error);
        }
    }

    private bool HasLeft
    {
        get
        {
            lock (_lock)
            {
                return _hasLeft;
            }
        }
    }

    /// <summary>The gate that a bot's shards share logs each shard's wait to its own logger.</summary>
    private ValueTask<IAsyncDisposable> AskAsync() => gate is IdentifyGate shared
        ? shared.EnterAsync(shardId, logger, _cancellation.Token)
        : gate.EnterAsync(shardId, _cancellation.Token);

    private async Task ReleaseAsync(IAsyncDisposable permit)
    {
        try
        {
            await permit.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            logger.IdentifyGateFailed(shardId, error);
        }
    }
}
