namespace Discord.Gateway;

/// <summary>The kind of object that an id identifies: ids of different kinds may be equal.</summary>
internal enum EventKeyKind
{
    Channel,
    Guild,
    User,
    Own,
}

/// <summary>Events with a key in common are handled one after the other.</summary>
internal readonly record struct EventKey(EventKeyKind Kind, ulong Id);

/// <summary>The events that an event waits for: earlier ones that have one of its keys or, without a key, all earlier ones.</summary>
internal readonly record struct EventKeys(EventKey? First, EventKey? Second = null)
{
    /// <summary>Waits for all events before it, and all after wait for it.</summary>
    internal static EventKeys Barrier => default;

    internal bool IsBarrier => First is null;
}
