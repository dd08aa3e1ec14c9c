namespace Discord.Gateway;

/// <summary>
/// The events that a shard delivers. All others are dropped by name: their data is not decoded and takes no memory.
/// The shard's own work (sessions, member requests, joining voice) does not depend on it. Payloads that cannot be read are always delivered.
/// </summary>
/// <example><code>
/// var options = new ShardOptions
/// {
///     Token = token,
///     Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages,
///     EventFilter = EventFilter.Only(GatewayEventType.MessageCreate, GatewayEventType.InteractionCreate),
/// };
/// </code></example>
public sealed class EventFilter
{
    private readonly UInt128 _included;

    private EventFilter(UInt128 included, bool isByName = false)
    {
        _included = included;
        IsByName = isByName;
    }

    /// <summary>Whether the filter was created from the wanted events, rather than from the unwanted ones.</summary>
    internal bool IsByName { get; }

    /// <summary>All events; the default.</summary>
    public static EventFilter All { get; } = new(UInt128.MaxValue);

    /// <summary>Creates a filter that passes only these events. <see cref="GatewayEventType.Unknown"/> stands for all events that the library does not know.</summary>
    public static EventFilter Only(params ReadOnlySpan<GatewayEventType> types) => new(ToBits(types), isByName: true);

    /// <summary>Creates a filter that passes all events except these.</summary>
    public static EventFilter AllExcept(params ReadOnlySpan<GatewayEventType> types) => new(~ToBits(types));

    /// <summary>Whether events of this type are delivered.</summary>
    public bool Includes(GatewayEventType type) => (_included & (UInt128.One << (int)type)) != 0;

    /// <summary>Returns the number of event types that are delivered.</summary>
    public override string ToString() => this == All ? "all events" : $"{Enum.GetValues<GatewayEventType>().Count(Includes)} kinds of events";

    /// <summary>Returns a filter that passes the events of this filter and of another, for example those that a state needs.</summary>
    /// <param name="other">The other filter.</param>
    public EventFilter With(EventFilter other) => new(_included | other._included, IsByName);

    /// <summary>The events that were named, but that Discord does not send with the given intents.</summary>
    internal IEnumerable<GatewayEventType> GetMissing(GatewayIntents intents) => IsByName
        ? Enum.GetValues<GatewayEventType>().Where(type => Includes(type) && type.GetIntents() != 0 && (type.GetIntents() & intents) == 0) : [];

    /// <summary>Those of some events that were named.</summary>
    internal GatewayEventType[] GetNamed(params ReadOnlySpan<GatewayEventType> types) => IsByName ? [.. types.ToArray().Where(Includes)] : [];

    private static UInt128 ToBits(ReadOnlySpan<GatewayEventType> types)
    {
        UInt128 bits = 0;
        foreach (GatewayEventType type in types)
        {
            if (!Enum.IsDefined(type))
            {
                throw new ArgumentOutOfRangeException(nameof(types), type, "Not a member of GatewayEventType.");
            }

            bits |= UInt128.One << (int)type;
        }

        return bits;
    }
}
