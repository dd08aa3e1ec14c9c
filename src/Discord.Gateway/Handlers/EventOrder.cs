namespace Discord.Gateway;

/// <summary>
/// Determines which events of a shard wait for each other's handlers. In every order, <c>READY</c> and <c>RESUMED</c> wait for all events before them, and all
/// events after them wait for them.
/// </summary>
/// <example><code>
/// var options = new ShardManagerOptions
/// {
///     ShardOptions = shardOptions,
///     EventOrder = EventOrder.PerGuild, // handlers of one guild's events run one at a time, those of different guilds concurrently
/// };
/// </code></example>
public sealed class EventOrder
{
    private readonly string _name;
    private readonly Func<GatewayEvent, EventKeys> _getKeys;

    private EventOrder(string name, Func<GatewayEvent, EventKeys> getKeys)
    {
        _name = name;
        _getKeys = getKeys;
    }

    /// <summary>
    /// The default. The events of a channel or thread are handled in order, one at a time, and so are the events of a guild that belong to no channel. An interaction waits only for
    /// earlier ones of the same user, because Discord expects the answer within 3 s. A voice state also waits for earlier ones of its guild, since users move between channels. Events that
    /// belong to neither a guild nor a channel wait for all events before them, and all events after them wait for them.
    /// </summary>
    public static EventOrder PerChannel { get; } = new(nameof(PerChannel), OfChannel);

    /// <summary>The events of a guild are handled in order, one at a time, and so are the direct messages of a channel. Other events are treated as with <see cref="PerChannel"/>.</summary>
    public static EventOrder PerGuild { get; } = new(nameof(PerGuild), OfGuild);

    /// <summary>All events of a shard are handled in order, one at a time. A slow handler delays all later events.</summary>
    public static EventOrder PerShard { get; } = new(nameof(PerShard), static _ => EventKeys.Barrier);

    /// <summary>Whether one event at a time is handled.</summary>
    internal bool IsSequential => this == PerShard;

    /// <summary>Creates a custom order: events with the same key are handled in order, one at a time; events with different keys are handled concurrently.</summary>
    /// <param name="getKey">
    /// Returns the key of an event, such as the id of a user. With null, the event waits for all events before it, and all events after it wait for it. Called once for each event, in order. It
    /// must return quickly. If it throws, the exception is logged and the key counts as null.
    /// </param>
    /// <example><code>
    /// var options = new ShardManagerOptions { ShardOptions = shardOptions, EventOrder = EventOrder.By(gatewayEvent =&gt; gatewayEvent.UserId?.Value) };
    /// </code></example>
    public static EventOrder By(Func<GatewayEvent, ulong?> getKey)
    {
        ArgumentNullException.ThrowIfNull(getKey);
        return new EventOrder("By", gatewayEvent => getKey(gatewayEvent) is { } key ? new EventKeys(new EventKey(EventKeyKind.Own, key)) : EventKeys.Barrier);
    }

    /// <summary>Returns the name of the order.</summary>
    public override string ToString() => _name;

    /// <summary>Returns the keys that an event waits for. Exceptions of the bot's function pass through.</summary>
    internal EventKeys KeysOf(GatewayEvent gatewayEvent) => gatewayEvent is ReadyEvent or ResumedEvent ? EventKeys.Barrier : _getKeys(gatewayEvent);

    private static EventKeys OfChannel(GatewayEvent gatewayEvent)
    {
        if (gatewayEvent is InteractionCreateEvent && gatewayEvent.UserId is { } user)
        {
            return new EventKeys(new EventKey(EventKeyKind.User, user.Value));
        }

        if (gatewayEvent.ChannelId is not { } channel)
        {
            return OfGuild(gatewayEvent);
        }

        var ofChannel = new EventKey(EventKeyKind.Channel, channel.Value);
        return gatewayEvent is VoiceStateUpdateEvent && gatewayEvent.GuildId is { } guild
            ? new EventKeys(ofChannel, new EventKey(EventKeyKind.Guild, guild.Value))
            : new EventKeys(ofChannel);
    }

    private static EventKeys OfGuild(GatewayEvent gatewayEvent) =>
        gatewayEvent.GuildId is { } guild ? new EventKeys(new EventKey(EventKeyKind.Guild, guild.Value))
        : gatewayEvent.ChannelId is { } channel ? new EventKeys(new EventKey(EventKeyKind.Channel, channel.Value))
        : EventKeys.Barrier;
}
