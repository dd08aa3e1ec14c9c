namespace Discord.Gateway.StressTests.Worlds;

/// <summary>A session of the modelled Discord: events are counted in it whether its shard is connected or not.</summary>
internal sealed class WorldSession(string id, WorldShard shard)
{
    private readonly HashSet<long> _oversize = [];

    internal string Id => id;

    internal WorldShard Shard => shard;

    /// <summary>Of the last event.</summary>
    internal long Sequence { get; set; }

    /// <summary>The first event that is still kept for a resume; READY, number 1, never is.</summary>
    internal long Oldest => Math.Max(2, Sequence - WorldDiscord.ReplayBuffer + 1);

    /// <summary>The number of the presence that Discord shows; 0 for none.</summary>
    internal int Presence { get; set; }

    internal WorldConnection? Connection { get; set; }

    internal TimeSpan DetachedAt { get; set; }

    internal bool HasEnded { get; set; }

    /// <summary>Sequences that a consumer has received, and those that it never will: filtered out, or left out by Discord.</summary>
    internal NumberSet Settled { get; } = new(0);

    internal bool HasExpired(TimeSpan now, TimeSpan life) => Connection is null && now - DetachedAt > life;

    internal int OversizeEvents => _oversize.Count;

    /// <summary>The next event is too large for the shard, now and in every replay.</summary>
    internal void AddOversize() => _oversize.Add(++Sequence);

    /// <summary>The event with a sequence, as it is sent live and in replays.</summary>
    internal Frame FrameOf(long sequence) => _oversize.Count > 0 && _oversize.Contains(sequence) ? Frame.Oversize(sequence) : Frame.Event(sequence);
}
