using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Discord.Gateway.Json;

namespace Discord.Gateway.Binary;

/// <summary>
/// Reads records that an <see cref="EntityWriter"/> wrote. Safe for hostile bytes: it never reads outside them, allocates at most a small multiple of their length, and
/// throws only <see cref="InvalidDataException"/>.
/// </summary>
internal ref struct EntityReader
{
    // JSON may be as deep, so that every record read from JSON can be read here.
    private const int MaxDepth = JsonCursor.MaxDepth;

    private const int MaxVarintLength = 10;

    private const long MaxOffsetTicks = 14 * TimeSpan.TicksPerHour;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly IdList? _ids;
    private int _position;
    private int _depth;

    /// <param name="bytes">The bytes of a writer.</param>
    /// <param name="ids">The writer's list of recurring ids; null if it had none.</param>
    /// <param name="entityId">The writer's <see cref="EntityWriter.EntityId"/>.</param>
    internal EntityReader(ReadOnlySpan<byte> bytes, IdList? ids = null, ulong entityId = 0)
    {
        _bytes = bytes;
        _ids = ids;
        EntityId = entityId;
    }

    /// <summary>The value of ids that the writer omitted.</summary>
    internal ulong EntityId { get; }

    /// <summary>The number of bytes read.</summary>
    internal readonly int Position => _position;

    /// <summary>Whether all bytes have been read.</summary>
    internal readonly bool IsAtEnd => _position == _bytes.Length;

    internal static InvalidDataException Invalid(string message) => new(message);

    /// <summary>Reads the bitmap of a record.</summary>
    internal ulong BeginRecord(int bitmapLength)
    {
        if (++_depth > MaxDepth)
        {
            throw Invalid($"Records are nested more than {MaxDepth} deep.");
        }

        return ReadBits(bitmapLength);
    }

    /// <summary>Reads the keys of a record; null if there are none.</summary>
    internal JsonKeys? EndRecord(int bitmapLength, ulong bits)
    {
        _depth--;
        ulong lastBit = EntityWriter.LastBit(bitmapLength);
        if ((bits & lastBit) == 0)
        {
            return null;
        }

        ulong keys = ReadBits(bitmapLength);
        return (keys & lastBit) == 0 ? JsonKeys.Of(keys) : new JsonKeys(keys & ~lastBit, ReadObject());
    }

    /// <summary>Reads a bitmap, of up to eight bytes.</summary>
    internal ulong ReadBits(int bitmapLength)
    {
        if (_bytes.Length - _position >= sizeof(ulong))
        {
            ulong next = BinaryPrimitives.ReadUInt64LittleEndian(_bytes[_position..]);
            _position += bitmapLength;
            return next & (ulong.MaxValue >> (64 - (8 * bitmapLength)));
        }

        ulong bits = 0;
        ReadOnlySpan<byte> bytes = Take(bitmapLength);
        for (int i = 0; i < bytes.Length; i++)
        {
            bits |= (ulong)bytes[i] << (8 * i);
        }

        return bits;
    }

    internal byte ReadByte() => (uint)_position < (uint)_bytes.Length ? _bytes[_position++] : throw TooShort();

    internal bool ReadBoolean() => ReadByte() switch
    {
        0 => false,
        1 => true,
        _ => throw Invalid("A byte is neither true nor false."),
    };

    internal ulong ReadVarint()
    {
        // Without a look at the position for each byte: permissions have seven, and are read more often than anything else.
        ReadOnlySpan<byte> rest = _bytes[_position..];
        ulong value = 0;
        for (int i = 0; i < MaxVarintLength; i++)
        {
            if ((uint)i >= (uint)rest.Length)
            {
                throw TooShort();
            }

            byte next = rest[i];
            value |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80)
            {
                _position += i + 1;
                return value;
            }
        }

        throw Invalid("A number has more than 64 bits.");
    }

    internal int ReadInt32()
    {
        ulong value = ReadVarint();
        return value <= uint.MaxValue ? (int)(uint)value : throw Invalid("A number has more than 32 bits.");
    }

    internal double ReadDouble() => BitConverter.UInt64BitsToDouble(ReadFixed());

    internal ulong ReadId() => ReadFixed();

    internal ulong ReadRecurringId() => ReadRecurringId(out _);

    /// <summary>Reads an id, and where it is in the list of ids; -1 if it was written in full.</summary>
    internal ulong ReadRecurringId(out int position)
    {
        position = -1;
        if (_ids is null)
        {
            return ReadFixed();
        }

        ulong written = ReadVarint();
        if (written == IdList.MaxPositions)
        {
            return ReadFixed();
        }

        ReadOnlySpan<ulong> ids = _ids.Ids;
        if (written >= (ulong)ids.Length)
        {
            throw Invalid("An id is not in the list of ids.");
        }

        position = (int)written;
        return ids[position];
    }

    internal string ReadString() => Encoding.UTF8.GetString(ReadBytes());

    internal string? ReadNullableString() => ReadBoolean() ? ReadString() : null;

    internal string ReadSymbol(string[] documented)
    {
        ulong place = ReadVarint();
        return place == 0 ? ReadString()
            : place <= (ulong)documented.Length ? documented[place - 1]
            : throw Invalid("A string is not in the list of documented ones.");
    }

    internal DateTimeOffset ReadTimestamp()
    {
        ulong value = ReadVarint();
        ulong number = value >> TimestampForm.Bits;
        ulong form = value & ((1UL << TimestampForm.Bits) - 1);
        (long start, long unit) = form switch
        {
            TimestampForm.Milliseconds => (TimestampForm.Epoch, TimeSpan.TicksPerMillisecond),
            TimestampForm.Microseconds => (TimestampForm.Epoch, TimeSpan.TicksPerMicrosecond),
            _ => (0, 1L),
        };
        long offset = form == TimestampForm.WithOffset ? ReadInt32() * TimeSpan.TicksPerMinute : 0;
        if (number > (ulong)((DateTime.MaxValue.Ticks - start) / unit) || Math.Abs(offset) > MaxOffsetTicks)
        {
            throw Invalid("A timestamp is out of range.");
        }

        long ticks = start + ((long)number * unit);
        return ticks - offset is >= 0 and var utc && utc <= DateTime.MaxValue.Ticks
            ? new DateTimeOffset(ticks, new TimeSpan(offset)) : throw Invalid("A timestamp is out of range.");
    }

    internal TimeSpan ReadDuration()
    {
        ulong value = ReadVarint();
        if ((value & 1) != 0)
        {
            return new TimeSpan((long)ReadFixed());
        }

        long seconds = (long)value >> 1;
        return Math.Abs(seconds) <= TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerSecond
            ? new TimeSpan(seconds * TimeSpan.TicksPerSecond) : throw Invalid("A duration is out of range.");
    }

    internal JsonElement ReadElement()
    {
        ReadOnlySpan<byte> json = ReadBytes();
        if (json.IsEmpty)
        {
            return default;
        }

        try
        {
            var cursor = new JsonCursor(json);
            cursor.ReadValue();
            JsonElement element = JsonRead.Element(ref cursor);
            cursor.ReadEnd();
            return element;
        }
        catch (JsonException error)
        {
            throw Invalid(error.Message);
        }
    }

    /// <summary>Reads the number of items of a list or map. An item has at least one byte, so a number above that of the remaining bytes is refused.</summary>
    internal int ReadCount() => (int)RequireRest(ReadVarint());

    internal ReadOnlySpan<byte> ReadBytes() => Take(RequireRest(ReadVarint()));

    /// <summary>Reads a number of bytes as they are.</summary>
    internal ReadOnlySpan<byte> Take(int length)
    {
        RequireRest((ulong)length);
        ReadOnlySpan<byte> taken = _bytes.Slice(_position, length);
        _position += length;
        return taken;
    }

    private static InvalidDataException TooShort() => Invalid("The bytes end too early.");

    private ulong ReadFixed() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    /// <summary>Reads a JSON object and repairs strings in it that are not valid Unicode.</summary>
    private byte[] ReadObject()
    {
        ReadOnlySpan<byte> json = ReadBytes();
        try
        {
            var cursor = new JsonCursor(json);
            cursor.ReadValue();
            JsonRead.RequireObject(ref cursor);
            cursor.Skip();
            cursor.ReadEnd();
        }
        catch (JsonException error)
        {
            throw Invalid(error.Message);
        }

        return TextRepair.NeedsRepair(json) ? TextRepair.Repair(json) : json.ToArray();
    }

    private readonly int RequireRest(ulong length) =>
        length <= (ulong)(_bytes.Length - _position) ? (int)length : throw TooShort();
}
