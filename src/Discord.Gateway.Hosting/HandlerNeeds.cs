using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Hosting;

/// <summary>What a bot's handlers need: the events that must be handed out, and the intents with which Discord sends them.</summary>
internal static partial class HandlerNeeds
{
    private static readonly GatewayEventType[] AllTypes = Enum.GetValues<GatewayEventType>();

    /// <summary>The manager counts guilds and dates sessions by these.</summary>
    private static readonly GatewayEventType[] TypesOfManager = [GatewayEventType.Ready, GatewayEventType.GuildCreate, GatewayEventType.GuildDelete];

    /// <summary>Lets those events through that a handler takes, and those that the manager itself needs.</summary>
    internal static EventFilter GetFilter(IReadOnlyCollection<HandlerRegistration> handlers)
    {
        // An event that cannot be decoded may be of any kind, so its handler takes some of each. It is no filter by name: a missing intent is told for each handler.
        return handlers.Any(handler => handler.EventType.IsAssignableFrom(typeof(UndecodableEvent)))
            ? EventFilter.All
            : EventFilter.AllExcept([.. AllTypes.Except(TypesOfManager).Where(type => !handlers.Any(handler => Takes(handler, type)))]);
    }

    /// <summary>The least intents that make Discord send every event that a handler was added for. A handler of all events takes what comes, and needs none.</summary>
    internal static GatewayIntents GetIntents(IEnumerable<HandlerRegistration> handlers) => handlers
        .Where(handler => handler.EventType != typeof(GatewayEvent))
        .Aggregate(GatewayIntents.None, (intents, handler) => intents | GatewayIntents.For(GetTypes(handler)));

    /// <summary>The intents that a handler needs if Discord sends none of its events with these; none if it sends any.</summary>
    internal static GatewayIntents GetMissing(HandlerRegistration handler, GatewayIntents intents)
    {
        GatewayEventType[] types = GetTypes(handler);
        return Array.Exists(types, type => type.GetIntents() == GatewayIntents.None || (type.GetIntents() & intents) != 0) ? GatewayIntents.None : GatewayIntents.For(types);
    }

    /// <summary>Warns of each handler that would never be called.</summary>
    internal static void Check(IEnumerable<HandlerRegistration> handlers, GatewayIntents intents, ILogger logger)
    {
        foreach (HandlerRegistration handler in handlers)
        {
            if (GetMissing(handler, intents) is not GatewayIntents.None and var missing)
            {
                LogIntentsMissing(logger, handler.Name, handler.EventType.Name, missing);
            }
        }
    }

    /// <summary>
    /// Warns of handlers whose events do not arrive when sessions are continued: once in a start that continues any. A handler of all events takes what comes, and is not meant.
    /// </summary>
    internal static void WarnOfResume(IEnumerable<HandlerRegistration> handlers, ShardManager manager, ILogger logger)
    {
        string names = string.Join(", ", handlers.Where(IsMeantForStart).Select(handler => handler.Name).Distinct());
        if (names.Length == 0)
        {
            return;
        }

        int isTold = 0;
        var started = new ConcurrentDictionary<ShardId, bool>();
        manager.SessionStarting += (_, starting) =>
        {
            // A shard that starts a second time was restarted by hand: its handlers were told before.
            if (started.TryAdd(starting.ShardId, true) && starting.Resumed && Interlocked.Exchange(ref isTold, 1) == 0)
            {
                LogResumed(logger, names);
            }
        };
    }

    /// <summary>Whether a handler listens to what begins a session.</summary>
    internal static bool IsMeantForStart(HandlerRegistration handler) =>
        handler.EventType == typeof(ReadyEvent) || handler.EventType == typeof(GuildCreateEvent);

    /// <summary>The kinds of events that a handler takes; the unknown are none.</summary>
    private static GatewayEventType[] GetTypes(HandlerRegistration handler) =>
        [.. AllTypes.Where(type => type != GatewayEventType.Unknown && Takes(handler, type))];

    private static bool Takes(HandlerRegistration handler, GatewayEventType type) => handler.EventType.IsAssignableFrom(type.GetRecordType() ?? typeof(UnknownEvent));

    [LoggerMessage(47, LogLevel.Warning, "{Handler} is never called: Discord sends {Event} only with any of the intents {Missing}. Add one of them, or set DeriveIntents")]
    private static partial void LogIntentsMissing(ILogger logger, string handler, string @event, GatewayIntents missing);

    [LoggerMessage(56, LogLevel.Warning, "Saved sessions are resumed, so {Handlers} may not be called: shards that resume receive no READY, and no GUILD_CREATE of guilds they had received. Set SessionPolicy to IdentifyOnStart if the bot needs them at each start, or listen to ShardManager.SessionStarting")]
    private static partial void LogResumed(ILogger logger, string handlers);
}
