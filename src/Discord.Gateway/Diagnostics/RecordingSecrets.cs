using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Discord.Gateway.Diagnostics;

/// <summary>
/// Removes tokens from recorded payloads and texts: the token of every identify and resume, whatever its value, and from then on that token wherever it
/// appears, in any JSON escaping. Not thread-safe, except <see cref="Add"/>.
/// </summary>
internal sealed class RecordingSecrets
{
    private readonly Lock _lock = new();
    private volatile Forms _forms = new([]);

    private static ReadOnlySpan<byte> Removed => "***"u8;

    private static ReadOnlySpan<byte> RemovedJson => "\"***\""u8;

    /// <summary>Remembers a token. Removes it as it is, and as it appears in JSON within a JSON string.</summary>
    internal void Add(string secret)
    {
        lock (_lock)
        {
            string[] known = _forms.Texts;
            string[] all = [.. known.Union([secret, JavaScriptEncoder.Default.Encode(secret), JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret)])];
            if (secret.Length > 0 && all.Length > known.Length)
            {
                _forms = new Forms(all);
            }
        }
    }

    /// <summary>Removes the tokens of a sent payload, and remembers them. Returns null if there is nothing to remove.</summary>
    internal byte[]? RemoveFromSent(ReadOnlySpan<byte> payload)
    {
        List<Range> tokens = FindTokens(payload);
        if (tokens.Count == 0)
        {
            return Remove(payload);
        }

        foreach (Range range in tokens)
        {
            if (ReadString(payload[range]) is { } token)
            {
                Add(token);
            }
        }

        var cleaned = new ArrayBufferWriter<byte>(payload.Length);
        int copied = 0;
        foreach (Range range in tokens)
        {
            ReadOnlySpan<byte> before = payload[copied..range.Start.Value];
            cleaned.Write(Remove(before) ?? before);
            cleaned.Write(RemovedJson);
            copied = range.End.Value;
        }

        ReadOnlySpan<byte> rest = payload[copied..];
        cleaned.Write(Remove(rest) ?? rest);
        return cleaned.WrittenSpan.ToArray();
    }

    /// <summary>Removes all remembered tokens. Returns null if there is nothing to remove.</summary>
    internal byte[]? Remove(ReadOnlySpan<byte> text)
    {
        Forms forms = _forms;
        ArrayBufferWriter<byte>? cleaned = null;
        int copied = 0;
        int at = 0;
        while (text[at..].IndexOfAny(forms.Starts) is >= 0 and int skipped)
        {
            at += skipped;
            int length = forms.Match(text[at..]);
            if (length == 0)
            {
                at++;
                continue;
            }

            cleaned ??= new ArrayBufferWriter<byte>(text.Length);
            cleaned.Write(text[copied..at]);
            cleaned.Write(Removed);
            at += length;
            copied = at;
        }

        cleaned?.Write(text[copied..]);
        return cleaned?.WrittenSpan.ToArray();
    }

    /// <summary>Where the values of <c>d.token</c> are, unless the payload is certainly neither an identify nor a resume.</summary>
    private static List<Range> FindTokens(ReadOnlySpan<byte> payload)
    {
        var tokens = new List<Range>();
        var reader = new Utf8JsonReader(
            payload, new JsonReaderOptions { MaxDepth = GatewayRecorder.MaxDepth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        bool hasOtherOpcode = false;
        bool hasOpcode = false;
        bool isInData = false;
        int valueStart = -1;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName)
                {
                    continue;
                }

                if (reader.CurrentDepth == 1)
                {
                    isInData = reader.ValueTextEquals("d"u8);
                    if (reader.ValueTextEquals("op"u8) && reader.Read())
                    {
                        bool hasToken = reader.TokenType != JsonTokenType.Number || !reader.TryGetDouble(out double opcode) || opcode is 2 or 6;
                        hasOpcode |= hasToken;
                        hasOtherOpcode |= !hasToken;
                    }
                }
                else if (reader.CurrentDepth == 2 && isInData && reader.ValueTextEquals("token"u8))
                {
                    valueStart = (int)reader.BytesConsumed;
                    reader.Read();
                    int start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    tokens.Add(start..(int)reader.BytesConsumed);
                    valueStart = -1;
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Broken JSON. If it breaks within a token, the rest may be the token.
            if (valueStart >= 0)
            {
                tokens.Add(valueStart..payload.Length);
            }
        }

        return hasOtherOpcode && !hasOpcode ? [] : tokens;
    }

    private static string? ReadString(ReadOnlySpan<byte> value)
    {
        try
        {
            var reader = new Utf8JsonReader(value);
            return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The texts to remove, and the bytes that may begin one.</summary>
    private sealed class Forms
    {
        private readonly byte[][] _bytes;

        internal Forms(string[] texts)
        {
            Texts = texts;
            _bytes = [.. texts.Select(Encoding.UTF8.GetBytes)];
            Starts = SearchValues.Create([.. _bytes.Select(bytes => bytes[0]), .. texts.Length == 0 ? ""u8 : "\\"u8]);
        }

        internal string[] Texts { get; }

        internal SearchValues<byte> Starts { get; }

        /// <summary>How many bytes at the start of a text are a token: as it is, or with any of its characters escaped. The longest; 0 if none is.</summary>
        internal int Match(ReadOnlySpan<byte> text)
        {
            int longest = 0;
            for (int i = 0; i < Texts.Length; i++)
            {
                int length = text.StartsWith(_bytes[i]) ? _bytes[i].Length : MatchEscaped(text, Texts[i]);
                longest = Math.Max(longest, length);
            }

            return longest;
        }

        private static int MatchEscaped(ReadOnlySpan<byte> text, ReadOnlySpan<char> secret)
        {
            Span<char> characters = stackalloc char[2];
            int at = 0;
            while (!secret.IsEmpty)
            {
                int length = ReadCharacter(text[at..], characters, out int count);
                if (length == 0 || !secret.StartsWith(characters[..count]))
                {
                    return 0;
                }

                at += length;
                secret = secret[count..];
            }

            return at;
        }

        /// <summary>Reads one character of a JSON string. Returns its length in bytes; 0 if there is none.</summary>
        private static int ReadCharacter(ReadOnlySpan<byte> text, Span<char> characters, out int count)
        {
            count = 1;
            if (text.Length < 2 || text[0] != '\\')
            {
                bool isRead = Rune.DecodeFromUtf8(text, out Rune rune, out int length) == OperationStatus.Done;
                count = rune.EncodeToUtf16(characters);
                return isRead ? length : 0;
            }

            if (text[1] == 'u')
            {
                bool isHex = text.Length >= 6 && ushort.TryParse(text.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _);
                characters[0] = isHex ? (char)ushort.Parse(text.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : default;
                return isHex ? 6 : 0;
            }

            int escape = "\"\\/bfnrt"u8.IndexOf(text[1]);
            characters[0] = escape >= 0 ? "\"\\/\b\f\n\r\t"[escape] : default;
            return escape >= 0 ? 2 : 0;
        }
    }
}
