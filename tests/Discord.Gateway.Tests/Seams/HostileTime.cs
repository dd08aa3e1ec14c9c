using System.Collections;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Discord.Gateway.Tests.Seams;

/// <summary>The test's clock, whose calls may misbehave. Like the system's, its timers fire on the thread pool.</summary>
internal sealed class HostileTime(Saboteur saboteur, FakeTimeProvider inner) : TimeProvider
{
    private int _firing;
    private int _lies;

    /// <summary>How many timers have fired and not returned.</summary>
    internal int Firing => Volatile.Read(ref _firing);

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override long GetTimestamp() =>
        !saboteur.Strike(SeamCall.GetTimestamp) ? inner.GetTimestamp() : Interlocked.Increment(ref _lies) % 2 == 1 ? long.MaxValue : long.MinValue;

    public override DateTimeOffset GetUtcNow() => saboteur.Strike(SeamCall.GetUtcNow) ? DateTimeOffset.MaxValue : inner.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        saboteur.Strike(SeamCall.CreateTimer) ? null! : new Timer(saboteur, inner.CreateTimer(_ => Fire(callback, state), null, dueTime, period));

    private void Fire(TimerCallback callback, object? state)
    {
        Interlocked.Increment(ref _firing);
        ThreadPool.QueueUserWorkItem(_ =>
        {
            try
            {
                callback(state);
            }
            finally
            {
                Interlocked.Decrement(ref _firing);
            }
        });
    }

    private sealed class Timer(Saboteur saboteur, ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => !saboteur.Strike(SeamCall.TimerChange) && inner.Change(dueTime, period);

        public void Dispose()
        {
            saboteur.Strike(SeamCall.TimerDispose);
            inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            saboteur.Strike(SeamCall.TimerDispose);
            return inner.DisposeAsync();
        }
    }
}

/// <summary>A logger that keeps its lines, and whose calls may misbehave.</summary>
internal sealed class HostileLogger(Saboteur saboteur, Action<LogLevel, string> keep) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull
    {
        saboteur.Strike(SeamCall.LoggerBeginScope);
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => !saboteur.Strike(SeamCall.LoggerIsEnabled);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        saboteur.Strike(SeamCall.LoggerLog);
        keep(logLevel, $"{logLevel} {eventId.Id}: {formatter(state, exception)} {exception}");
    }
}

/// <summary>A list that misbehaves while it is read. Nonsense: it has other items each time.</summary>
internal sealed class HostileList<T>(Saboteur saboteur, SeamCall call, IReadOnlyList<T> items, IReadOnlyList<T> others) : IReadOnlyList<T>
{
    public int Count => items.Count;

    public T this[int index] => items[index];

    public IEnumerator<T> GetEnumerator() => (saboteur.Strike(call) ? others : items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A gate that spaces identifies as Discord wants it, can be held shut, and whose calls may misbehave.</summary>
internal sealed class HostileGate(Saboteur saboteur, FakeTimeProvider clock) : IIdentifyGate
{
    private readonly IdentifyGate _inner = new(timeProvider: clock);
    private int _waiting;

    /// <summary>Whether nobody is let through.</summary>
    internal bool IsShut { get; set; }

    /// <summary>How many wait before the shut gate.</summary>
    internal int Waiting => Volatile.Read(ref _waiting);

    public ValueTask<IAsyncDisposable> EnterAsync(ShardId shardId, CancellationToken cancellationToken)
    {
        cancellationToken.Register(() => saboteur.Strike(SeamCall.GateTokenCallback));
        return !saboteur.Strike(SeamCall.GateEnter) ? WaitAsync(shardId, cancellationToken)
            : saboteur.Cell.Behaviour == Misbehaviour.ReturnsNonsense ? default : FailAsync();
    }

    private async ValueTask<IAsyncDisposable> WaitAsync(ShardId shardId, CancellationToken cancellationToken)
    {
        if (IsShut)
        {
            Interlocked.Increment(ref _waiting);
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }
            finally
            {
                Interlocked.Decrement(ref _waiting);
            }
        }

        IAsyncDisposable permit = await _inner.EnterAsync(shardId, cancellationToken);

        // Not on the thread that moves the clock.
        await Task.Yield();
        return new Permit(saboteur, permit);
    }

    private async ValueTask<IAsyncDisposable> FailAsync()
    {
        await saboteur.FailAsync();
        return null!;
    }

    private sealed class Permit(Saboteur saboteur, IAsyncDisposable inner) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            // The permit is back whatever else happens: a gate that keeps it keeps all shards out, and that is its own fault.
            await inner.DisposeAsync();
            if (saboteur.Strike(SeamCall.GatePermitDispose))
            {
                await saboteur.FailAsync();
            }
        }
    }
}
