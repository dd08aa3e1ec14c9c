using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Discord.Gateway.Diagnostics;

/// <summary>An entry that a recorder has yet to write: copied and timed when it happened.</summary>
internal readonly record struct PendingEntry(int Connection, TimeSpan At, RecordedEntryKind Kind, byte[] Payload, int? CloseCode, string? Text)
{
    /// <summary>About how much memory it keeps.</summary>
    internal int Size => 100 + Payload.Length + (2 * (Text?.Length ?? 0));
}

/// <summary>The file of a recording: JSON lines in gzip. Its methods block and throw as its stream does.</summary>
internal sealed class RecordingFile(Stream stream) : IAsyncDisposable
{
    private readonly GZipStream _file = new(stream, CompressionLevel.Optimal);
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly RecordingSecrets _secrets = new();
    private Utf8JsonWriter? _json;
    private bool _isFlushed;

    // Discord's text is written as it came: escaping would only make it longer.
    private Utf8JsonWriter Json =>
        _json ??= new Utf8JsonWriter(_line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    /// <summary>Removes a token from everything written from now on. May be called from any thread.</summary>
    internal void AddSecret(string secret) => _secrets.Add(secret);

    internal void WriteStart(DateTimeOffset started)
    {
        Json.WriteStartObject();
        Json.WriteNumber("recording", GatewayRecorder.Version);
        Json.WriteString("started", started);
        EndLine();
    }

    internal void Write(PendingEntry entry)
    {
        Json.WriteStartObject();
        Json.WriteNumber("c", entry.Connection);
        Json.WriteNumber("ms", Math.Round(entry.At.TotalMilliseconds, 3));
        Json.WritePropertyName(entry.Kind.ToString().ToLower(CultureInfo.InvariantCulture));
        if (entry.Kind is RecordedEntryKind.Received or RecordedEntryKind.Sent or RecordedEntryKind.Broken)
        {
            WritePayload(entry.Kind, entry.Payload);
        }
        else
        {
            WriteDetails(entry.CloseCode, entry.Text);
        }

        EndLine();
    }

    /// <summary>Writes the line that distinguishes a complete file from a truncated one, which gzip does not.</summary>
    internal void WriteEnd(int connections)
    {
        Json.WriteStartObject();
        Json.WriteNumber("connections", connections);
        EndLine();
    }

    /// <summary>Flushes the lines that were written since the last flush.</summary>
    internal void Flush()
    {
        if (!_isFlushed)
        {
            _file.Flush();
            _isFlushed = true;
        }
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private static bool IsOneLineOfJson(ReadOnlySpan<byte> payload)
    {
        if (payload.ContainsAny((byte)'\n', (byte)'\r') || payload.IsEmpty || payload[0] != '{')
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = GatewayRecorder.MaxDepth });
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                {
                    // Text that is not UTF-8 would not come back as it was.
                    _ = reader.GetString();
                }
            }

            return true;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private void WritePayload(RecordedEntryKind kind, byte[] payload)
    {
        byte[] cleaned = (kind == RecordedEntryKind.Sent ? _secrets.RemoveFromSent(payload) : _secrets.Remove(payload)) ?? payload;
        if (kind != RecordedEntryKind.Broken && IsOneLineOfJson(cleaned))
        {
            Json.WriteRawValue(cleaned, skipInputValidation: true);
        }
        else
        {
            Json.WriteBase64StringValue(cleaned);
        }
    }

    private void WriteDetails(int? closeCode, string? text)
    {
        Json.WriteStartObject();
        if (closeCode is { } code)
        {
            Json.WriteNumber("code", code);
        }

        if (!string.IsNullOrEmpty(text))
        {
            byte[] plain = Encoding.UTF8.GetBytes(text);
            Json.WriteString("text"u8, _secrets.Remove(plain) ?? plain);
        }

        Json.WriteEndObject();
    }

    private void EndLine()
    {
        Json.WriteEndObject();
        Json.Flush();
        _line.Write("\n"u8);
        _isFlushed = false;
        _file.Write(_line.WrittenSpan);
        _line.ResetWrittenCount();
        Json.Reset();
    }
}
