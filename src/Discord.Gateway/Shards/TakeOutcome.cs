namespace Discord.Gateway.Shards;

/// <summary>What <see cref="ShardCore.TakeEvent"/> found.</summary>
internal enum TakeOutcome
{
    /// <summary>None waits now.</summary>
    Empty,

    /// <summary>An event was taken.</summary>
    Event,

    /// <summary>None will come: the shard has ended.</summary>
    Ended,
}
