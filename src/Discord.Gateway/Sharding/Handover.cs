using System.Collections.Concurrent;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>Hands the events over from an old set of shards to a new one: see <see cref="HandoverLedger{TSource, TItem}"/>.</summary>
internal sealed class Handover(TimeProvider time, TimeSpan overlap, ShardSet old)
{
    private readonly HandoverLedger<ShardRunner, HeldEvent> _ledger = new(time, overlap);
    private readonly ConcurrentDictionary<ShardRunner, (int Session, long Sequence)> _firstOfBoth = [];
    private volatile HandoverPhase _phase;

    /// <summary>Makes a runner one of the new set.</summary>
    internal void AddNew(ShardRunner runner) => _ledger.AddNew(runner);

    /// <summary>Goes on to the next phase.</summary>
    internal void Enter(HandoverPhase phase)
    {
        // In this order: an event may be taken for the first of both too early, but not too late.
        _phase = phase;
        _ledger.Enter(phase);
    }

    /// <summary>The outages known to a runner of the new set when its session begins: a guild that was loaded once is not loaded again. Null for the others.</summary>
    internal Func<Id<Guild>, bool>? GetOutages(ShardRunner runner) => _ledger.IsNew(runner) ? id => FindInOld(id) == GuildState.InOutage : null;

    /// <summary>The old set has ended: guilds that it has received are not loaded again by the new one.</summary>
    internal void PassGuildsOn(ShardRunner runner) => runner.Guilds.Inherit(id => FindInOld(id) is GuildState.Loaded or GuildState.InOutage);

    /// <summary>Whether the runner may deliver an event that it received.</summary>
    internal bool MayDeliver(ShardRunner runner, in RawGatewayEvent raw, GatewayEvent gatewayEvent)
    {
        bool isOwn = raw.Type is GatewayEventType.Ready or GatewayEventType.Resumed;
        if (_ledger.MayDeliver(runner, isOwn) is { } mayDeliver)
        {
            return mayDeliver;
        }

        if (_phase >= HandoverPhase.RecordingBoth && raw.Sequence is { } sequence && GetFirstOfBoth(runner, raw.SessionNumber) is null)
        {
            _firstOfBoth[runner] = (raw.SessionNumber, sequence);
        }

        UInt128 digest = EventDigest.Of(raw);
        if (_ledger.IsNew(runner) && gatewayEvent is GuildCreateEvent { Arrival: GuildArrival.Loaded } loaded && FindInOld(loaded.Guild.Id) == GuildState.Loaded)
        {
            // The old set may have delivered it while that was recorded: the next that is the same is another.
            _ledger.ForgetDelivery(digest);
            return false;
        }

        return _ledger.MayDeliver(runner, digest, new HeldEvent(gatewayEvent, raw.SessionNumber));
    }

    /// <summary>Returns the events that a new runner held back and may deliver now, in order; the old set delivered none of them. Null if it may not yet.</summary>
    internal IReadOnlyList<(GatewayEvent Event, int Session)>? TakeHeld(ShardRunner runner) =>
        _ledger.TakeHeld(runner) is { } held ? [.. held.Select(item => (item.Event, item.Session))] : null;

    /// <summary>The first undelivered event of a session that a runner holds back; null if there is none.</summary>
    internal long? GetFirstHeld(ShardRunner runner, int session) =>
        _ledger.FindHeld(runner, held => held.Session == session && held.Event.Sequence is not null)?.Event.Sequence;

    /// <summary>
    /// The first event of a session that a runner received since the deliveries of both sets are recorded; null if there is none. When the old set is closed, its handlers
    /// have ended with all that came before.
    /// </summary>
    internal long? GetFirstOfBoth(ShardRunner runner, int session) =>
        _firstOfBoth.TryGetValue(runner, out (int Session, long Sequence) first) && first.Session == session ? first.Sequence : null;

    private GuildState? FindInOld(Id<Guild> id) => old.Find(ShardId.ForGuild(id, old.Total).Index)?.Guilds.Find(id);

    /// <summary>An event that is held back, and which session of its shard it belongs to.</summary>
    private sealed record HeldEvent(GatewayEvent Event, int Session);
}
