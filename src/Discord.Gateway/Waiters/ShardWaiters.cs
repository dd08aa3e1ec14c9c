using Discord.Gateway.Events;

namespace Discord.Gateway.Waiters;

/// <summary>The waits that a shard's events are for: its own, and those of its manager. The pump's side, under the shard's lock.</summary>
internal sealed class ShardWaiters
{
    private readonly ShardOptions _options;
    private readonly WaiterFeed? _feed;
    private readonly int[] _ownCounts;
    private readonly int[] _sharedCounts;

    internal ShardWaiters(ShardOptions options, TimeProvider time)
    {
        _options = options;
        _feed = options.WaiterFeed;
        Own = new WaiterHub(options.ShardId, options, time);
        _ownCounts = Own.Counts;
        _sharedCounts = _feed?.Hub.Counts ?? _ownCounts;
    }

    /// <summary>The waits for events of this shard alone.</summary>
    internal WaiterHub Own { get; }

    /// <summary>Whether somebody waits, who may be the consumer.</summary>
    internal bool Any => Own.Count > 0 || _feed?.Hub.Count > 0;

    /// <summary>Whether somebody waits for a kind of event.</summary>
    internal bool Want(GatewayEventType type) => (_ownCounts[(int)type] | _sharedCounts[(int)type]) != 0;

    /// <summary>Passes an event on to those who wait: a copy, which they decode.</summary>
    internal void Offer(EventHeader header, long? sequence, int sessionNumber, ReadOnlySpan<byte> data)
    {
        bool isOwn = _ownCounts[(int)header.Type] != 0;
        bool isShared = _feed is not null && _sharedCounts[(int)header.Type] != 0 && !_feed.IsRepeated(sessionNumber, sequence);
        if (!isOwn && !isShared)
        {
            return;
        }

        var waited = new WaitedEvent(header, _options.ShardId, sequence, data.ToArray(), _options.KeepExtensionData);
        if (isOwn)
        {
            Own.Offer(waited, feed: null);
        }

        if (isShared)
        {
            _feed!.Hub.Offer(waited, _feed);
        }
    }

    /// <summary>The session is lost, and what would have come of it.</summary>
    internal void OnSessionLost(Func<Exception> makeError)
    {
        Own.Fail(makeError);
        _feed?.Hub.Fail(makeError, _feed);
    }

    /// <summary>The shard has ended. A manager's waits continue, unless Discord ended the shard.</summary>
    internal void OnEnded(Func<Exception> makeError, bool byDiscord)
    {
        Own.End(makeError);
        if (byDiscord)
        {
            _feed?.Hub.Fail(makeError, _feed);
        }
    }

    /// <summary>The bot shuts the shard down; another may continue its session.</summary>
    internal void OnShutdown(ShardSession? session, long? sequence) => _feed?.Note(session, sequence);
}
