using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Discord.Gateway.Diagnostics;
using Discord.Gateway.Transport;

namespace Discord.Gateway;

/// <summary>
/// Writes the traffic of one shard to a file, for a bug report or a test: what was sent and received, when connections opened and how they ended. The bot's token is
/// left out. <see cref="GatewayRecording"/> reads it, and the simulator of Discord.Gateway.Testing replays it.
/// </summary>
/// <remarks>
/// The file holds what users wrote, and the id of the session: show it to nobody who must not see that. It is JSON lines in gzip, about as large as what came over the wire;
/// a process that is killed loses a second of it. Recording inflates everything once more: it is not for always.
/// </remarks>
/// <example><code>
/// await using var recorder = new GatewayRecorder("bug.recording");
/// await using var shard = new Shard(recorder.Attach(options));
/// </code></example>
public sealed class GatewayRecorder : IAsyncDisposable
{
    internal const int Version = 1;

    /// <summary>How deep a payload may be nested and still stand in a line as it is.</summary>
    internal const int MaxDepth = 1000;

    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);

    private static ReadOnlySpan<byte> Removed => "***"u8;

    private readonly Lock _lock = new();
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Utf8JsonWriter _json;
    private readonly GZipStream _file;
    private readonly TimeProvider _time;
    private readonly long _started;
    private long _flushed;
    private byte[][] _secrets = [];
    private int _connections;
    private bool _isClosed;

    /// <summary>Records to a new file, which only its owner may read; one that is there is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="timeProvider">The clock of the recorded times; the system's if null.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public GatewayRecorder(string path, TimeProvider? timeProvider = null)
        : this(PrivateFile.Create(path), timeProvider)
    {
    }

    /// <summary>Records to a stream, which is closed with the recorder.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="timeProvider">The clock of the recorded times; the system's if null.</param>
    public GatewayRecorder(Stream stream, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _time = timeProvider ?? TimeProvider.System;
        _started = _flushed = _time.GetTimestamp();
        _file = new GZipStream(stream, CompressionLevel.Optimal);

        // Discord's text as it came: escaping it would only make it longer.
        _json = new Utf8JsonWriter(_line, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        _json.WriteStartObject();
        _json.WriteNumber("recording", Version);
        _json.WriteString("started", _time.GetUtcNow());
        EndLine();
    }

    /// <summary>Why recording stopped early: the disk is full, for instance. The shard is not disturbed by it.</summary>
    public Exception? Error { get; private set; }

    /// <summary>The same options, for a shard that is recorded.</summary>
    /// <exception cref="ArgumentException">There is no token: then it could not be left out.</exception>
    public ShardOptions Attach(ShardOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ShardOptions.ValidateToken(options.Token);
        lock (_lock)
        {
            // As it is, and as JSON escapes it.
            byte[] plain = Encoding.UTF8.GetBytes(options.Token);
            byte[] escaped = JsonEncodedText.Encode(options.Token).EncodedUtf8Bytes.ToArray();
            _secrets = plain.AsSpan().SequenceEqual(escaped) ? [.. _secrets, plain] : [.. _secrets, plain, escaped];
        }

        Func<IGatewaySocket> createSocket = options.SocketFactory ?? (() => new ClientWebSocketGatewaySocket(options.ConfigureSocket));
        return options with
        {
            SocketFactory = () => new RecordingSocket(this, createSocket(), options.Compression.CreateInflater(), options.MaxPayloadBytes),
            ConfigureSocket = null,
        };
    }

    /// <summary>Completes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;

            // Gzip does not tell a file that was cut off from a whole one.
            _json.WriteStartObject();
            _json.WriteNumber("connections", _connections);
            EndLine();
        }

        await _file.DisposeAsync().ConfigureAwait(false);
        await _json.DisposeAsync().ConfigureAwait(false);
    }

    internal int NextConnection() => Interlocked.Increment(ref _connections);

    internal void Payload(int connection, RecordedEntryKind kind, ReadOnlySpan<byte> payload)
    {
        byte[]? cleaned = WithoutSecrets(payload);
        ReadOnlySpan<byte> written = cleaned ?? payload;
        Write(connection, kind, written, static (json, payload, kind) =>
        {
            if (kind != RecordedEntryKind.Broken && IsOneLineOfJson(payload))
            {
                json.WriteRawValue(payload, skipInputValidation: true);
            }
            else
            {
                json.WriteBase64StringValue(payload);
            }
        });
    }

    internal void Event(int connection, RecordedEntryKind kind, int? closeCode = null, string? text = null) =>
        Write(connection, kind, default, (json, _, _) =>
        {
            json.WriteStartObject();
            if (closeCode is { } code)
            {
                json.WriteNumber("code", code);
            }

            if (!string.IsNullOrEmpty(text))
            {
                byte[] plain = Encoding.UTF8.GetBytes(text);
                json.WriteString("text"u8, WithoutSecrets(plain) ?? plain);
            }

            json.WriteEndObject();
        });

    private static bool IsOneLineOfJson(ReadOnlySpan<byte> payload)
    {
        if (payload.ContainsAny((byte)'\n', (byte)'\r') || payload.IsEmpty || payload[0] != '{')
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = MaxDepth });
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

    private void Write(int connection, RecordedEntryKind kind, ReadOnlySpan<byte> payload, EntryWriter writeValue)
    {
        lock (_lock)
        {
            if (_isClosed || Error is not null)
            {
                return;
            }

            _json.WriteStartObject();
            _json.WriteNumber("c", connection);
            _json.WriteNumber("ms", Math.Round(_time.GetElapsedTime(_started).TotalMilliseconds, 3));
            _json.WritePropertyName(kind.ToString().ToLower(CultureInfo.InvariantCulture));
            writeValue(_json, payload, kind);
            EndLine();
        }
    }

    private void EndLine()
    {
        _json.WriteEndObject();
        _json.Flush();
        _line.Write("\n"u8);
        try
        {
            _file.Write(_line.WrittenSpan);
            if (_time.GetElapsedTime(_flushed) >= FlushInterval)
            {
                _flushed = _time.GetTimestamp();
                _file.Flush();
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            Error = error;
        }

        _line.ResetWrittenCount();
        _json.Reset();
    }

    /// <summary>Null if there was nothing to take out.</summary>
    private byte[]? WithoutSecrets(ReadOnlySpan<byte> payload)
    {
        byte[]? cleaned = null;
        foreach (byte[] secret in _secrets)
        {
            // Goes on after what was put in: a token may look like it.
            int from = 0;
            int found;
            while ((found = (cleaned ?? payload)[from..].IndexOf(secret)) >= 0)
            {
                ReadOnlySpan<byte> all = cleaned ?? payload;
                int at = from + found;
                cleaned = [.. all[..at], .. Removed, .. all[(at + secret.Length)..]];
                from = at + Removed.Length;
            }
        }

        return cleaned;
    }

    private delegate void EntryWriter(Utf8JsonWriter json, ReadOnlySpan<byte> payload, RecordedEntryKind kind);
}
