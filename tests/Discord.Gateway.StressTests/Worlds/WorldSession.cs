namespace Discord.Gateway.StressTests.Worlds;

/// <summary>A session of the modelled Discord: events are counted in it whether its shard is there or not.</summary>
internal sealed class WorldSession(string id, WorldShard shard)
{
    internal string Id => id;

    internal WorldShard Shard => shard;

    /// <summary>Of the last event.</summary>
    internal long Sequence { get; set; }

    /// <summary>The first event that is still kept for a resume; READY, number 1, never is.</summary>
    internal long Oldest => Math.Max(2, Sequence - WorldDiscord.ReplayBuffer + 1);

    internal WorldConnection? Connection { get; set; }

    internal TimeSpan DetachedAt { get; set; }

    internal bool HasEnded { get; set; }

    internal bool HasExpired(TimeSpan now, TimeSpan life) => Connection is null && now - DetachedAt > life;
}
