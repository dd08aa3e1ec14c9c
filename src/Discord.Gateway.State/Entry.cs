using System.Buffers.Binary;

namespace Discord.Gateway.State;

/// <summary>
/// An entity in a page: id (8 bytes), kind (1 byte), length of the payload (1 to 5 bytes, 7 bits in each), payload. These bytes never change, so an entry may be
/// kept and read on any thread, also after the table has changed. It keeps its page in memory.
/// </summary>
internal readonly struct Entry
{
    /// <summary>The size of an entry without payload: the smallest there is.</summary>
    internal const int MinSize = KeySize + 1;

    private const int KeySize = sizeof(ulong) + 1;

    private readonly byte[]? _page;
    private readonly int _start;

    internal Entry(byte[] page, int start)
    {
        _page = page;
        _start = start;
    }

    /// <summary>Whether there is an entry; false for <c>default</c>.</summary>
    internal bool Exists => _page is not null;

    internal ulong Id => BinaryPrimitives.ReadUInt64LittleEndian(_page.AsSpan(_start));

    internal byte Kind => _page![_start + sizeof(ulong)];

    /// <summary>The entity's bytes; empty if there is no entry.</summary>
    internal ReadOnlySpan<byte> Payload
    {
        get
        {
            if (_page is null)
            {
                return [];
            }

            int start = _start + KeySize;
            int length = ReadLength(_page, ref start);
            return _page.AsSpan(start, length);
        }
    }

    /// <summary>The whole entry as it stands in its page.</summary>
    internal ReadOnlySpan<byte> Bytes
    {
        get
        {
            int payload = _start + KeySize;
            int length = ReadLength(_page!, ref payload);
            return _page.AsSpan(_start, payload + length - _start);
        }
    }

    /// <summary>The bytes that an entry with a payload of this length occupies.</summary>
    internal static int SizeOf(int payloadLength) => checked(KeySize + SizeOfLength(payloadLength) + payloadLength);

    /// <summary>Writes an entry of <see cref="SizeOf"/> bytes.</summary>
    internal static void Write(Span<byte> target, ulong id, byte kind, ReadOnlySpan<byte> payload)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(target, id);
        target[sizeof(ulong)] = kind;
        int position = KeySize;
        uint length = (uint)payload.Length;
        for (; length >= 0x80; length >>= 7)
        {
            target[position++] = (byte)(length | 0x80);
        }

        target[position++] = (byte)length;
        payload.CopyTo(target[position..]);
    }

    /// <summary>Finds out whether these bytes begin with a whole entry as <see cref="Write"/> writes it, and how long it is.</summary>
    internal static bool TryMeasure(ReadOnlySpan<byte> bytes, out int size)
    {
        size = 0;
        if (bytes.Length < MinSize || bytes[sizeof(ulong)] == 0)
        {
            return false;
        }

        ulong length = 0;
        int position = KeySize;
        byte next;
        do
        {
            if (position == bytes.Length || position == KeySize + 5)
            {
                return false;
            }

            next = bytes[position];
            length |= (ulong)(next & 0x7F) << (7 * (position - KeySize));
            position++;
        }
        while (next >= 0x80);

        // A length with needless bytes is refused: a table would count another size for the entry than the one it has.
        if (length > (uint)(bytes.Length - position) || SizeOfLength((int)length) != position - KeySize)
        {
            return false;
        }

        size = position + (int)length;
        return true;
    }

    /// <summary>Whether this is the entry of the entity with that id and kind.</summary>
    internal bool Is(ulong id, byte kind) => Id == id && Kind == kind;

    /// <summary>Whether the entry is the one that begins there.</summary>
    internal bool IsAt(byte[] page, int start) => _page == page && _start == start;

    private static int ReadLength(byte[] page, ref int position)
    {
        int length = page[position++];
        if (length >= 0x80)
        {
            length &= 0x7F;
            byte next;
            int shift = 7;
            do
            {
                next = page[position++];
                length |= (next & 0x7F) << shift;
                shift += 7;
            }
            while (next >= 0x80);
        }

        return length;
    }

    private static int SizeOfLength(int length) => length switch
    {
        < 1 << 7 => 1,
        < 1 << 14 => 2,
        < 1 << 21 => 3,
        < 1 << 28 => 4,
        _ => 5,
    };
}
