using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Discord.Gateway.Diagnostics;
using Discord.Gateway.Events;
using Discord.Gateway.Json;
using Discord.Gateway.Models;
using Discord.Gateway.Protocol;

namespace Discord.Gateway;

/// <summary>
/// An event that a shard received. Match on its type: <c>case MessageCreateEvent created:</c>. Events without a type of their own arrive as
/// <see cref="UnknownEvent"/>, and events that could not be read as <see cref="UndecodableEvent"/>. As JSON, a <see cref="GatewayEvent"/> is a whole payload
/// (<c>t</c>, <c>s</c>, <c>d</c>, <c>shard</c>, and <c>arrival</c>: see <see cref="GuildCreateEvent.Arrival"/>), so that events of all types can be stored or queued together; serialized as its own type, an event is its data alone.
/// </summary>
[JsonConverter(typeof(GatewayEventConverter))]
public abstract record GatewayEvent
{
    private ShardId _shardId;
    private long? _sequence;
    private EventMemory _memory;

    private protected GatewayEvent()
    {
    }

    /// <summary>The shard that received the event.</summary>
    [JsonIgnore]
    public ShardId ShardId
    {
        get => _shardId;
        init => _shardId = value;
    }

    /// <summary>The sequence of the event in its session; null if Discord sent none.</summary>
    [JsonIgnore]
    public long? Sequence
    {
        get => _sequence;
        init => _sequence = value;
    }

    /// <summary>
    /// The values of the event that could not be read and are missing from it, because they are not what Discord documents, such as text in place of a number. Empty if all
    /// values were read. Ignored when events are compared.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<EventProblem> Problems => _memory.Problems;

    /// <summary>The type of the event.</summary>
    [JsonIgnore]
    public abstract GatewayEventType Type { get; }

    /// <summary>Discord's name of the event, such as <c>MESSAGE_CREATE</c>.</summary>
    [JsonIgnore]
    public abstract string Name { get; }

    /// <summary>The guild that the event belongs to, for events of every type; null if Discord sent none, as in direct messages and <c>READY</c>.</summary>
    [JsonIgnore]
    public Id<Guild>? GuildId => Present(FindGuildId());

    /// <summary>The channel or thread that the event belongs to, for events of every type; null if Discord sent none.</summary>
    [JsonIgnore]
    public Id<Channel>? ChannelId => Present(FindChannelId());

    /// <summary>The user that the event is about, for events of every type, such as the author of a message or the new member; null if Discord sent none.</summary>
    [JsonIgnore]
    public Id<User>? UserId => Present(FindUserId());

    /// <summary>The changed object as it was before the event, set by a <see cref="GatewayState"/>; null if unknown. Ignored when events are compared.</summary>
    [JsonIgnore]
    internal object? Before
    {
        get => _memory.Before;
        set => _memory = new EventMemory(Problems, value);
    }

    /// <summary>
    /// Decodes the data of an event. Never throws because of the data: data that does not fit the type results in an <see cref="UndecodableEvent"/>, an undocumented
    /// name in an <see cref="UnknownEvent"/>.
    /// </summary>
    /// <param name="name">Discord's name of the event, such as <c>MESSAGE_CREATE</c>.</param>
    /// <param name="data">The UTF-8 JSON of <c>d</c> in the payload.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public static GatewayEvent Decode(string name, ReadOnlySpan<byte> data)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Decode(EventTable.Find(Encoding.UTF8.GetBytes(name)), name, data);
    }

    /// <summary>Writes the event's data as Discord does, in <c>d</c> of the payload. Properties that were absent when the event was read stay absent.</summary>
    public abstract void WriteTo(Utf8JsonWriter writer);

    /// <summary>Appends the shard, the sequence and the values that could not be read to the text of the record.</summary>
    protected virtual bool PrintMembers(StringBuilder builder)
    {
        var printer = new ModelPrinter(builder);
        printer.Add("ShardId", ShardId);
        printer.Add("Sequence", Sequence);
        printer.Add("Problems", Problems);
        return printer.HasPrinted;
    }

    /// <summary>Whether a value was read or absent; false if it could not be read: then the update says nothing about it.</summary>
    internal bool IsReadable(string path) => !HasProblem(path, withItems: false);

    /// <summary>Whether a value was read completely or absent; false if a part of it could not be read: then items of a list may be missing.</summary>
    internal bool IsWhole(string path) => !HasProblem(path, withItems: true);

    private bool HasProblem(string path, bool withItems)
    {
        foreach (EventProblem problem in Problems)
        {
            if (problem.Path.StartsWith(path, StringComparison.Ordinal) && (problem.Path.Length == path.Length || problem.Path[path.Length] == '.' || (withItems && problem.Path[path.Length] == '[')))
            {
                return true;
            }
        }

        return false;
    }

    private protected virtual Id<Guild>? FindGuildId() => null;

    private protected virtual Id<Channel>? FindChannelId() => null;

    private protected virtual Id<User>? FindUserId() => null;

    // An id of 0 is one that Discord did not send.
    private static Id<T>? Present<T>(Id<T>? id) => id is { Value: 0 } ? null : id;

    internal static GatewayEvent Decode(EventRow? row, string name, ReadOnlySpan<byte> data, bool keepsUnknown = true)
    {
        if (TryDecode(row, name, data, keepsUnknown, out GatewayEvent? decoded, out Exception? error))
        {
            return decoded;
        }

        // The data's end is guessed while the gateway sends no key after it. The first such key must not cost its event.
        ReadOnlySpan<byte> cut = data;
        if (Envelope.TryCutKeysAfterData(ref cut) && TryDecode(row, name, cut, keepsUnknown, out decoded, out _))
        {
            return decoded;
        }

        return new UndecodableEvent(row?.Type ?? GatewayEventType.Unknown, name, data.ToArray(), ReadProblems.Explain(data, error), error);
    }

    private static bool TryDecode(
        EventRow? row, string name, ReadOnlySpan<byte> data, bool keepsUnknown, [NotNullWhen(true)] out GatewayEvent? decoded, [NotNullWhen(false)] out Exception? error)
    {
        error = null;
        try
        {
            ReadProblems.Begin();
            UnknownProperties.Begin();
            decoded = row is null ? UnknownEvent.Read(name, data) : row.Decode(data, keepsUnknown);
            decoded.TakeProblems(data);
            return true;
        }
        catch (Exception thrown) when (thrown is JsonException or InvalidOperationException or FormatException or OverflowException or ArgumentException)
        {
            // What System.Text.Json and our readers throw for data that does not fit, invalid UTF-8 among it.
            decoded = null;
            error = thrown;
            return false;
        }
    }

    /// <summary>Sets the values that could not be read, immediately after the event was decoded on this thread.</summary>
    internal void TakeProblems(ReadOnlySpan<byte> data)
    {
        if (ReadProblems.Any)
        {
            _memory = new EventMemory(ReadProblems.Take(data), Before);
        }
    }

    /// <summary>Sets the properties that every event has, immediately after it was decoded.</summary>
    internal GatewayEvent From(ShardId shardId, long? sequence)
    {
        _shardId = shardId;
        _sequence = sequence;
        return this;
    }
}
