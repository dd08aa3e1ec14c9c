namespace Discord.Gateway;

/// <summary>What an id stands for: those of different kinds may be the same.</summary>
internal enum EventKeyKind
{
    Channel,
    Guild,
    User,
    Own,
}

/// <summary>Events with a key in common are handled one after the other.</summary>
internal readonly record struct EventKey(EventKeyKind Kind, ulong Id);

/// <summary>What an event waits for: the events before it that have one of its keys, or, without a key, all of them.</summary>
internal readonly record struct EventKeys(EventKey? First, EventKey? Second = null)
{
    /// <summary>Waits for all events before it, and all after wait for it.</summary>
    internal static EventKeys Barrier => default;

    internal bool IsBarrier => First is null;
}
