using Discord.Gateway.Models;

namespace Discord.Gateway.Testing;

/// <summary>What Discord keeps of a session: where it is, and the events for a replay.</summary>
internal sealed class SimulatedSession(string id, ShardId shardId, GatewayIntents intents, int largeThreshold = 50)
{
    private readonly Queue<(long Sequence, byte[] Payload)> _replay = new();

    internal string Id => id;

    internal ShardId ShardId => shardId;

    internal GatewayIntents Intents => intents;

    internal int LargeThreshold => largeThreshold;

    /// <summary>The guilds that the session has begun with or joined: of changes in others, it is not told.</summary>
    internal HashSet<Id<Guild>> Guilds { get; } = [];

    internal long Sequence { get; private set; }

    /// <summary>The connection it is on; null while it waits to be resumed.</summary>
    internal SimulatedConnection? Connection { get; set; }

    internal DateTimeOffset DisconnectedAt { get; set; }

    internal byte[] Add(string name, string data, int replayLimit)
    {
        Sequence++;
        byte[] payload = SimulatorJson.Payload(GatewayOpcode.Dispatch, data, name, Sequence);
        _replay.Enqueue((Sequence, payload));
        if (_replay.Count > replayLimit)
        {
            _replay.Dequeue();
        }

        return payload;
    }

    /// <summary>The event before the last ones; null if it is not kept.</summary>
    internal byte[]? LastBefore(int count) => _replay.Count > count ? _replay.ElementAt(_replay.Count - count - 1).Payload : null;

    /// <summary>Everything after a sequence; null if the replay buffer does not reach back that far.</summary>
    internal IReadOnlyList<byte[]>? ReplayAfter(long sequence)
    {
        long oldest = _replay.TryPeek(out (long Sequence, byte[] Payload) first) ? first.Sequence : Sequence + 1;
        return sequence + 1 < oldest ? null : [.. _replay.Where(item => item.Sequence > sequence).Select(item => item.Payload)];
    }
}
