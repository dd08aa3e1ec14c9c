using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Discord.Gateway.Transport;

namespace Discord.Gateway.Shards;

/// <summary>The consumer's side of a shard: one receive at a time, decoding included.</summary>
internal sealed class EventReceiver(ShardDriver driver, ShardId shardId)
{
    private int _isReceiving;
    private int _version;

    /// <summary>Counts the events taken: the data of an event is valid while this has not changed.</summary>
    internal int Version => Volatile.Read(ref _version);

    /// <summary>Whether events keep what they have no property for.</summary>
    internal bool KeepsUnknown => driver.Options.KeepExtensionData;

    internal ValueTask<GatewayEvent?> ReceiveAsync(CancellationToken cancellationToken) =>
        MayTakeNow(cancellationToken) && TryReceive(out GatewayEvent? received) ? new(received) : WaitAndDecodeAsync(cancellationToken);

    internal ValueTask<RawGatewayEvent?> ReceiveRawAsync(CancellationToken cancellationToken) =>
        MayTakeNow(cancellationToken) && TryReceiveRaw(out RawGatewayEvent raw) ? new(raw) : WaitAsync(cancellationToken);

    /// <summary>Where an event waits already, it is returned without a state machine.</summary>
    private bool MayTakeNow(CancellationToken cancellationToken) => driver.MayTakeEvent && !cancellationToken.IsCancellationRequested;

    internal bool TryReceive([NotNullWhen(true)] out GatewayEvent? received)
    {
        received = null;
        if (!TryEnter())
        {
            return false;
        }

        try
        {
            bool isTaken = TryTake(out RawGatewayEvent raw);
            received = isTaken ? Decode(raw) : null;
            return isTaken;
        }
        finally
        {
            Leave();
        }
    }

    internal bool TryReceiveRaw(out RawGatewayEvent raw)
    {
        raw = default;
        if (!TryEnter())
        {
            return false;
        }

        try
        {
            return TryTake(out raw);
        }
        finally
        {
            Leave();
        }
    }

    internal GatewayEvent Decode(in RawGatewayEvent raw)
    {
        GatewayEvent gatewayEvent = raw.Decode();

        // A payload without a readable envelope was told of when it arrived.
        if (raw.Reason is null)
        {
            driver.Telemetry.Decoded(gatewayEvent);
        }

        return gatewayEvent;
    }

    private bool TryEnter() => Interlocked.Exchange(ref _isReceiving, 1) == 0;

    private void Leave() => Volatile.Write(ref _isReceiving, 0);

    private bool TryTake(out RawGatewayEvent raw)
    {
        _version++;
        TakeOutcome outcome = driver.TakeEvent(out BufferedEvent item);
        ThrowIfEndedByDiscord(outcome);
        raw = outcome == TakeOutcome.Event ? ToRaw(item) : default;
        return outcome == TakeOutcome.Event;
    }

    private RawGatewayEvent ToRaw(in BufferedEvent item) => new(this, shardId, item, EventCursor.IsReplayed(driver.Options.Session, item.Header.Type, item.SessionNumber, item.Sequence));

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<GatewayEvent?> WaitAndDecodeAsync(CancellationToken cancellationToken)
    {
        EnterOrThrow();
        try
        {
            return await TakeAsync(cancellationToken).ConfigureAwait(false) is { } raw ? Decode(raw) : null;
        }
        finally
        {
            Leave();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<RawGatewayEvent?> WaitAsync(CancellationToken cancellationToken)
    {
        EnterOrThrow();
        try
        {
            return await TakeAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<RawGatewayEvent?> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _version++;
            TakeOutcome outcome = driver.TakeEvent(out BufferedEvent item);
            ThrowIfEndedByDiscord(outcome);
            switch (outcome)
            {
                case TakeOutcome.Event:
                    return ToRaw(item);
                case TakeOutcome.Ended:
                    return null;
                default:
                    await driver.EventSignal.WaitAsync(cancellationToken).ConfigureAwait(false);
                    break;
            }
        }
    }

    private void ThrowIfEndedByDiscord(TakeOutcome outcome)
    {
        if (outcome == TakeOutcome.Ended && driver.Read(static core => core.ShutdownInfo) is { } shutdown && ShardCore.ErrorOf(shutdown) is { } error)
        {
            throw error;
        }
    }

    private void EnterOrThrow()
    {
        if (Interlocked.Exchange(ref _isReceiving, 1) != 0)
        {
            throw new InvalidOperationException(
                $"Shard {shardId}: another receive is in progress. Receive events in one loop, and distribute them from there.");
        }
    }
}
