using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace Discord.Gateway.Orleans;

/// <summary>The turn to identify, of all shards with one <c>shard_id % max_concurrency</c>: one in 5 s, first come, first served.</summary>
[Alias("discord-gateway.identify-key")]
[GrainInterfaceType("discord-gateway.identify-key")]
internal interface IIdentifyKeyGrain : IGrainWithStringKey
{
    /// <summary>Asks for the turn, again and again until it comes: zero, or when to ask next. Who does not ask any more loses its place.</summary>
    Task<TimeSpan> AskAsync(Guid caller);

    /// <summary>The identify was written, or came to nothing: the 5 s count from here.</summary>
    Task DoneAsync(Guid caller);
}

/// <summary>
/// Keeps nothing in a store. An activation that is new, after its silo died perhaps, waits out one interval before the first turn, since it does not know who had the last; those who
/// wait ask again, and so are in the queue again.
/// </summary>
[GrainType(IdentifyKeyGrain.Type)]
[BotPlacement]
internal sealed class IdentifyKeyGrain(IServiceProvider services, BotGrains grains, ClusterMetrics metrics) : Grain, IIdentifyKeyGrain
{
    internal const string Type = "discord-gateway.identify-key";

    /// <summary>How often those ask whose turn is near.</summary>
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);

    /// <summary>How often those ask who have thousands before them.</summary>
    private static readonly TimeSpan AskAtLeastEvery = TimeSpan.FromMinutes(1);

    /// <summary>Who is so late has died.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>A write of an identify takes no longer: its deadline is 15 s.</summary>
    private static readonly TimeSpan MaxTurn = TimeSpan.FromSeconds(20);

    private readonly TimeProvider _time = services.GetService<TimeProvider>() ?? TimeProvider.System;
    private readonly List<Waiting> _queue = [];

    /// <summary>How many wait, for metrics, which ask on threads of their own.</summary>
    private volatile int _waiting;
    private TimeSpan _nextAt = IdentifyBudget.Interval;
    private Guid? _holder;
    private TimeSpan _heldSince;
    private long _origin;

    private TimeSpan Now => _time.GetElapsedTime(_origin);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _origin = _time.GetTimestamp();
        metrics.AddIdentifyKey(this.GetPrimaryKeyString(), () => _waiting);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        metrics.RemoveIdentifyKey(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    public async Task<TimeSpan> AskAsync(Guid caller)
    {
        TimeSpan now = Now;
        if (_holder == caller)
        {
            // The answer got lost on its way.
            return TimeSpan.Zero;
        }

        if (_holder is { } holder && now - _heldSince >= MaxTurn)
        {
            await DoneAsync(holder);
        }

        _queue.RemoveAll(waiting => waiting.Caller != caller && now > waiting.AsksUntil);
        int place = _queue.FindIndex(waiting => waiting.Caller == caller);
        if (place < 0)
        {
            place = _queue.Count;
            _queue.Add(default);
        }

        TimeSpan askIn = GetWait(place);
        _queue[place] = new Waiting(caller, now + askIn + Patience);
        _waiting = _queue.Count;
        if (_holder is not null || place > 0)
        {
            return askIn;
        }

        if (_nextAt > now)
        {
            return _nextAt - now < askIn ? _nextAt - now : askIn;
        }

        TimeSpan wait = await grains.SessionStarts.TryTakeAsync();
        if (wait > TimeSpan.Zero)
        {
            return wait < askIn ? wait : askIn;
        }

        _queue.RemoveAt(0);
        _waiting = _queue.Count;
        _holder = caller;
        _heldSince = Now;
        return TimeSpan.Zero;
    }

    public Task DoneAsync(Guid caller)
    {
        _queue.RemoveAll(waiting => waiting.Caller == caller);
        _waiting = _queue.Count;
        if (_holder == caller)
        {
            _holder = null;
            _nextAt = Now + IdentifyBudget.Interval;
        }

        return Task.CompletedTask;
    }

    /// <summary>When somebody with so many before it asks next: well before its turn, since those before it may give up.</summary>
    private static TimeSpan GetWait(int place)
    {
        TimeSpan wait = IdentifyBudget.Interval * place / 2;
        return wait < AskEvery ? AskEvery : wait < AskAtLeastEvery ? wait : AskAtLeastEvery;
    }

    private readonly record struct Waiting(Guid Caller, TimeSpan AsksUntil);
}
