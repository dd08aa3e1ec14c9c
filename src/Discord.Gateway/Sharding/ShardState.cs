namespace Discord.Gateway;

/// <summary>The part of a <see cref="GatewayState"/> that one shard keeps up to date.</summary>
internal abstract class ShardState
{
    /// <summary>The last event that it has; null if it has none.</summary>
    internal abstract long? Sequence { get; }

    /// <summary>Whether a session can be continued with what was saved of the state; true, too, if nothing ever is.</summary>
    internal abstract bool IsSavedWith(string sessionId);

    /// <summary>Takes note of an event, in the order of the shard's events; of one that it has already, no more. Does not throw.</summary>
    internal abstract void Apply(GatewayEvent gatewayEvent);
}
