using Discord.Gateway.Events;

namespace Discord.Gateway.Waiters;

/// <summary>The kind of event that a record is for.</summary>
internal static class EventTypeOf<T> where T : GatewayEvent
{
    /// <summary>Null for a record that may be of any type: the base of all, and events that could not be decoded.</summary>
    internal static readonly GatewayEventType? Type = typeof(T) == typeof(UnknownEvent)
        ? GatewayEventType.Unknown
        : Array.Find(EventTable.Rows, static row => row.RecordType == typeof(T))?.Type;

    /// <summary>Throws if Discord never sends the event with these intents.</summary>
    /// <param name="intents">The shard's intents.</param>
    /// <param name="who">The owner of the intents, for the message.</param>
    /// <exception cref="InvalidOperationException">Discord never sends the event.</exception>
    internal static void ThrowIfNeverSent(GatewayIntents intents, string who)
    {
        if (Type is { } type && type.GetIntents() is not GatewayIntents.None and var needed && (needed & intents) == 0)
        {
            throw new InvalidOperationException(
                $"{who}: Discord sends {type.GetName()} only with at least one of these intents: {needed}. Add one to ShardOptions.Intents, or to the intents in the host's options.");
        }
    }
}
