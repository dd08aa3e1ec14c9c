namespace Discord.Gateway;

/// <summary>
/// Which events of a shard wait for each other's handlers. Whatever the order, <c>READY</c> and <c>RESUMED</c> wait for all events before them, and all
/// events after them wait for them.
/// </summary>
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
    /// The events of a channel or thread are handled in order, one at a time, and so are those of a guild that belong to no channel. An interaction waits only for
    /// an earlier one of its user: its answer is due within 3 s. A voice state waits for those of its guild, too, since users move between channels. Events that belong to
    /// neither a guild nor a channel wait for all before them, and all after wait for them. The default.
    /// </summary>
    public static EventOrder PerChannel { get; } = new(nameof(PerChannel), OfChannel);

    /// <summary>The events of a guild are handled in order, one at a time; direct messages so for each channel. All others as with <see cref="PerChannel"/>.</summary>
    public static EventOrder PerGuild { get; } = new(nameof(PerGuild), OfGuild);

    /// <summary>All events of a shard are handled in order, one at a time. A handler that takes long delays everything.</summary>
    public static EventOrder PerShard { get; } = new(nameof(PerShard), static _ => EventKeys.Barrier);

    /// <summary>Whether one event at a time is handled.</summary>
    internal bool IsSequential => this == PerShard;

    /// <summary>An order of your own: events of the same key are handled in order, one at a time; events of different keys side by side.</summary>
    /// <param name="getKey">
    /// The key of an event, such as the id of a user. Null: the event waits for all before it, and all after wait for it. Called once for each event, in their order,
    /// and must be quick; if it throws, that is logged, and counts as null.
    /// </param>
    /// <example><code>
    /// EventOrder = EventOrder.By(gatewayEvent =&gt; gatewayEvent.UserId?.Value)
    /// </code></example>
    public static EventOrder By(Func<GatewayEvent, ulong?> getKey)
    {
        ArgumentNullException.ThrowIfNull(getKey);
        return new EventOrder("By", gatewayEvent => getKey(gatewayEvent) is { } key ? new EventKeys(new EventKey(EventKeyKind.Own, key)) : EventKeys.Barrier);
    }

    /// <summary>Prints its name.</summary>
    public override string ToString() => _name;

    /// <summary>What an event waits for. Throws what a function of the bot's throws.</summary>
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
