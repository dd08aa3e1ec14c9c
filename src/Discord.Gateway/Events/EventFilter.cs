namespace Discord.Gateway;

/// <summary>
/// Which events a shard hands out. What it leaves out is dropped after a look at its name: its data is never read and costs no memory.
/// The shard's own work (sessions, member requests, voice) does not depend on it. Payloads that could not be read always come through.
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

    /// <summary>Whether the events were named that are wanted, and not those that are not.</summary>
    internal bool IsByName { get; }

    /// <summary>Every event: the default.</summary>
    public static EventFilter All { get; } = new(UInt128.MaxValue);

    /// <summary>These events only. <see cref="GatewayEventType.Unknown"/> stands for all the library has no name for.</summary>
    public static EventFilter Only(params ReadOnlySpan<GatewayEventType> types) => new(ToBits(types), isByName: true);

    /// <summary>All events but these.</summary>
    public static EventFilter AllExcept(params ReadOnlySpan<GatewayEventType> types) => new(~ToBits(types));

    /// <summary>Whether events of a kind are handed out.</summary>
    public bool Includes(GatewayEventType type) => (_included & (UInt128.One << (int)type)) != 0;

    /// <summary>Prints how many kinds are handed out.</summary>
    public override string ToString() => this == All ? "all events" : $"{Enum.GetValues<GatewayEventType>().Count(Includes)} kinds of events";

    /// <summary>This filter, with the events of another one: those that a state needs, for instance.</summary>
    /// <param name="other">The other filter.</param>
    public EventFilter With(EventFilter other) => new(_included | other._included, IsByName);

    /// <summary>What was asked for by name, and intents leave out.</summary>
    internal IEnumerable<GatewayEventType> GetMissing(GatewayIntents intents) => IsByName
        ? Enum.GetValues<GatewayEventType>().Where(type => Includes(type) && type.GetIntents() != 0 && (type.GetIntents() & intents) == 0) : [];

    /// <summary>What was asked for by name, of some events.</summary>
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
