using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Json;

namespace Discord.Gateway.Json;

/// <summary>
/// Walks over JSON that lies whole in memory. As strict as a <see cref="Utf8JsonReader"/>, in less than half of its time: it is asked for a property, an item or a value,
/// so it need not remember where it is, and it finds the end of a usual string with one look at 32 bytes. What is not valid throws <see cref="JsonException"/>.
/// </summary>
/// <remarks>
/// Its methods, and those of <see cref="JsonRead"/>, are compiled in full at once: the runtime would otherwise run them as they were first compiled for the first tenth of a second of a process, and on one
/// busy processor for far longer. Of 20,000 typed events of a new process that took 34 of 214 ms.
/// </remarks>
internal ref struct JsonCursor
{
    /// <summary>Deeper than anything that Discord sends, and no danger to the stack.</summary>
    internal const int MaxDepth = 512;

    private static readonly SearchValues<byte> EndOfText = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(b => (byte)b), (byte)'"', (byte)'\\']);

    private readonly ReadOnlySpan<byte> _json;
    private int _position;
    private int _start;
    private int _length;
    private int _depth;
    private bool _isAscii;

    /// <param name="json">The document.</param>
    /// <param name="keepsUnknown">Whether records keep the properties that they have no place for.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal JsonCursor(ReadOnlySpan<byte> json, bool keepsUnknown = true)
    {
        _json = json;
        KeepsUnknown = keepsUnknown;
    }

    /// <summary>The kind of token that the cursor stands at.</summary>
    internal JsonTokenType TokenType { get; private set; }

    /// <summary>Whether the string has a backslash in it.</summary>
    internal bool IsEscaped { get; private set; }

    /// <summary>Whether the object that was read lacks what names it: its reader sets this, and whoever wanted the object takes it back.</summary>
    internal bool LacksIdentity { get; set; }

    /// <summary>Whether records keep the properties that they have no place for.</summary>
    internal bool KeepsUnknown { get; }

    /// <summary>Where the cursor is: after the token.</summary>
    internal readonly int Position => _position;

    /// <summary>Where the token begins.</summary>
    internal readonly int TokenStart => TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? _start - 1 : _start;

    /// <summary>The bytes of a number, or of a string without its quotes, as they were sent.</summary>
    internal readonly ReadOnlySpan<byte> ValueSpan => _json.Slice(_start, _length);

    /// <summary>A part of the document.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal readonly ReadOnlySpan<byte> Slice(int start, int end) => _json[start..end];

    /// <summary>A cursor at the value that a reader of System.Text.Json stands at, which is moved past it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static JsonCursor At(ref Utf8JsonReader reader)
    {
        var cursor = new JsonCursor(JsonMarshal.GetRawUtf8Value(JsonElement.ParseValue(ref reader)));
        cursor.ReadValue();
        UnknownProperties.Begin();
        return cursor;
    }

    /// <summary>Moves to the value that follows a key, or begins the document.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    internal void ReadValue()
    {
        byte first = NextByte();
        if (first == '"')
        {
            TokenType = JsonTokenType.String;
            ReadText(isKey: false);
        }
        else
        {
            ReadValueBut(first);
        }
    }

    /// <summary>After the document's value: there must be nothing more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void ReadEnd()
    {
        if (_position < _json.Length)
        {
            ReadOnlySpan<byte> rest = _json[_position..].TrimStart(" \t\r\n"u8);
            _position = _json.Length - rest.Length;
            if (!rest.IsEmpty)
            {
                Throw("the end");
            }
        }
    }

    /// <summary>Moves to the next key of an object, whose value must have been read or skipped; false at the object's end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    internal bool NextProperty()
    {
        byte next = NextByte();
        if (next == ',' && TokenType != JsonTokenType.StartObject)
        {
            _position++;
            next = NextByte();
        }
        else if (next == '}')
        {
            End(JsonTokenType.EndObject);
            return false;
        }
        else if (TokenType != JsonTokenType.StartObject)
        {
            Throw("a comma or the end of an object");
        }

        if (next != '"')
        {
            Throw("a key");
        }

        TokenType = JsonTokenType.PropertyName;
        ReadText(isKey: true);
        if (NextByte() != ':')
        {
            Throw("a colon");
        }

        _position++;
        return true;
    }

    /// <summary>Moves to the next item of an array; false at its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    internal bool NextItem()
    {
        byte next = NextByte();
        if (next == ',' && TokenType != JsonTokenType.StartArray)
        {
            _position++;
        }
        else if (next == ']')
        {
            End(JsonTokenType.EndArray);
            return false;
        }
        else if (TokenType != JsonTokenType.StartArray)
        {
            Throw("a comma or the end of an array");
        }

        ReadValue();
        return true;
    }

    /// <summary>Moves to the end of the object or array that begins here; other values are their own end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Skip()
    {
        if (TokenType == JsonTokenType.StartObject)
        {
            while (NextProperty())
            {
                ReadValue();
                Skip();
            }
        }
        else if (TokenType == JsonTokenType.StartArray)
        {
            while (NextItem())
            {
                Skip();
            }
        }
    }

    /// <summary>Moves to the end of the value that begins here, and gives all of its bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal ReadOnlySpan<byte> SkipRaw()
    {
        int start = TokenStart;
        Skip();
        return _json[start.._position];
    }

    /// <summary>The string, unescaped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal readonly string GetString()
    {
        // Most strings are ASCII, and those are quick to copy.
        return _isAscii && !IsEscaped ? Encoding.Latin1.GetString(ValueSpan) : GetRareString();
    }

    /// <summary>A reader of System.Text.Json at the string or number that the cursor stands at, for all that is rare.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal readonly Utf8JsonReader AtToken()
    {
        var reader = new Utf8JsonReader(_json[TokenStart.._position].TrimEnd(": \t\r\n"u8));
        reader.Read();
        return reader;
    }

    [DoesNotReturn]
    internal readonly void Throw(string expected) => throw new JsonException(
        $"Expected {expected} at byte {Math.Min(_position, _json.Length)}, but found {(_position < _json.Length ? $"0x{_json[_position]:X2}" : "the end")}.");

    /// <summary>What is no text becomes U+FFFD: bytes that are not UTF-8, and half a surrogate pair.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly string GetRareString()
    {
        ReadOnlySpan<byte> rest = ValueSpan;
        if (!IsEscaped)
        {
            return Encoding.UTF8.GetString(rest);
        }

        var text = new StringBuilder(rest.Length);
        while (rest.IndexOf((byte)'\\') is var length and >= 0)
        {
            text.Append(Encoding.UTF8.GetString(rest[..length]));
            byte escape = rest[length + 1];
            rest = rest[(length + 2)..];
            if (escape == 'u')
            {
                _ = Utf8Parser.TryParse(rest[..4], out ushort unit, out _, 'x');
                text.Append((char)unit);
                rest = rest[4..];
            }
            else
            {
                text.Append(escape switch
                {
                    (byte)'b' => '\b',
                    (byte)'f' => '\f',
                    (byte)'n' => '\n',
                    (byte)'r' => '\r',
                    (byte)'t' => '\t',
                    _ => (char)escape,
                });
            }
        }

        return TextRepair.Repair(text.Append(Encoding.UTF8.GetString(rest)).ToString());
    }

    /// <summary>The next byte that is not white space. The cursor stays before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private byte NextByte()
    {
        int position = _position;
        if ((uint)position < (uint)_json.Length)
        {
            byte next = _json[position];
            if (next > ' ')
            {
                return next;
            }
        }

        return NextByteAfterSpace();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private byte NextByteAfterSpace()
    {
        while (_position < _json.Length)
        {
            byte next = _json[_position];
            if (next is not ((byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r'))
            {
                return next;
            }

            _position++;
        }

        Throw("more");
        return 0;
    }

    /// <param name="isKey">Known when this is compiled: keys are compared as bytes, so whether they are ASCII is not looked at.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private void ReadText([ConstantExpected] bool isKey)
    {
        int start = _position + 1;
        _start = start;
        if (Vector256.IsHardwareAccelerated && start + Vector256<byte>.Count <= _json.Length)
        {
            Vector256<byte> bytes = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(_json), (nuint)start);
            uint quotes = Vector256.Equals(bytes, Vector256.Create((byte)'"')).ExtractMostSignificantBits();
            uint others = (Vector256.Equals(bytes, Vector256.Create((byte)'\\')) | Vector256.LessThan(bytes, Vector256.Create((byte)0x20))).ExtractMostSignificantBits();

            // All bits before the first quote; none if there is no quote.
            uint before = (quotes & (uint)-(int)quotes) - 1;
            if (quotes != 0 && (others & before) == 0)
            {
                int length = BitOperations.TrailingZeroCount(quotes);
                _length = length;
                _position = start + length + 1;
                IsEscaped = false;
                _isAscii = !isKey && (bytes.ExtractMostSignificantBits() & before) == 0;
                return;
            }
        }

        ReadLongText(start);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadLongText(int start)
    {
        IsEscaped = false;
        int position = start;
        while (true)
        {
            int length = _json[position..].IndexOfAny(EndOfText);
            position = length < 0 ? _json.Length : position + length;
            _position = position;
            if (position == _json.Length)
            {
                Throw("the end of a string");
            }

            if (_json[position] == '"')
            {
                break;
            }

            if (_json[position] != '\\')
            {
                Throw("no control character in a string");
            }

            IsEscaped = true;
            position += EscapeLength(position);
        }

        _length = position - start;
        _position = position + 1;
        _isAscii = Ascii.IsValid(ValueSpan);
    }

    /// <summary>Checks what follows a backslash; whether surrogates are in pairs is seen when the string is made.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly int EscapeLength(int position)
    {
        ReadOnlySpan<byte> rest = _json[(position + 1)..];
        if (rest.Length > 0 && "\"\\/bfnrt"u8.Contains(rest[0]))
        {
            return 2;
        }

        if (rest.Length < 5 || rest[0] != 'u' || !IsHex(rest[1]) || !IsHex(rest[2]) || !IsHex(rest[3]) || !IsHex(rest[4]))
        {
            Throw("an escape sequence that JSON has");
        }

        return 6;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsHex(byte b) => char.IsAsciiHexDigit((char)b);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadValueBut(byte first)
    {
        _start = _position;
        _length = 0;
        IsEscaped = false;
        switch (first)
        {
            case (byte)'{':
                Begin(JsonTokenType.StartObject);
                break;
            case (byte)'[':
                Begin(JsonTokenType.StartArray);
                break;
            case (byte)'n':
                ReadLiteral(JsonTokenType.Null, "null"u8);
                break;
            case (byte)'f':
                ReadLiteral(JsonTokenType.False, "false"u8);
                break;
            case (byte)'t':
                ReadLiteral(JsonTokenType.True, "true"u8);
                break;
            default:
                ReadNumber();
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private void ReadLiteral(JsonTokenType type, ReadOnlySpan<byte> literal)
    {
        if (!_json[_position..].StartsWith(literal))
        {
            Throw("a value");
        }

        TokenType = type;
        _position += literal.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadNumber()
    {
        ReadOnlySpan<byte> json = _json;
        int position = _position;
        if (json[position] == '-')
        {
            position++;
        }

        int digits = position;
        position = PassDigits(json, position);
        if (position == digits || (json[digits] == '0' && position > digits + 1))
        {
            Throw("a value");
        }

        if (position < json.Length && json[position] == '.')
        {
            int fraction = ++position;
            position = PassDigits(json, position);
            if (position == fraction)
            {
                Throw("a number with digits after the point");
            }
        }

        if (position < json.Length && (json[position] | 0x20) == 'e')
        {
            position++;
            if (position < json.Length && json[position] is (byte)'+' or (byte)'-')
            {
                position++;
            }

            int exponent = position;
            position = PassDigits(json, position);
            if (position == exponent)
            {
                Throw("a number with digits in its exponent");
            }
        }

        TokenType = JsonTokenType.Number;
        _length = position - _start;
        _position = position;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private static int PassDigits(ReadOnlySpan<byte> json, int position)
    {
        while ((uint)position < (uint)json.Length && json[position] - (uint)'0' <= 9)
        {
            position++;
        }

        return position;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Begin(JsonTokenType type)
    {
        if (++_depth > MaxDepth)
        {
            throw new JsonException($"Objects and arrays are nested deeper than {MaxDepth}, at byte {_position}.");
        }

        TokenType = type;
        _position++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private void End(JsonTokenType type)
    {
        _depth--;
        TokenType = type;
        _position++;
    }
}
