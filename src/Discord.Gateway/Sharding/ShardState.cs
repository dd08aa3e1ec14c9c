namespace Discord.Gateway;

/// <summary>The part of a <see cref="GatewayState"/> that one shard keeps up to date.</summary>
internal abstract class ShardState
{
    /// <summary>The last event of a session that it has; null if it has none.</summary>
    internal abstract long? GetSequence(string sessionId);

    /// <summary>Begins to apply the events of a shard.</summary>
    /// <param name="session">The session that the shard continues, up to the last event that was handled; null if it begins one.</param>
    /// <param name="getHandled">
    /// The shard's session, up to the last event that was handled: events that the shard filtered out before it need not be repeated. Null if it is unknown.
    /// </param>
    internal abstract void Follow(ShardSession? session, Func<ShardSession?>? getHandled);

    /// <summary>Whether a session can be continued with the saved state; also true if nothing is ever saved.</summary>
    internal abstract bool IsSavedWith(string sessionId);

    /// <summary>Takes note of an event, in the order of the shard's events; of one that it has already, no more. Does not throw.</summary>
    internal abstract void Apply(GatewayEvent gatewayEvent);
}
