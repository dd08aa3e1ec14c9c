using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Discord.Gateway;

/// <summary>A recording made by a <see cref="GatewayRecorder"/>, read into memory.</summary>
/// <example><code>
/// GatewayRecording recording = await GatewayRecording.LoadAsync("bug.recording");
/// foreach (RecordedEntry entry in recording.Entries)
/// {
///     Console.WriteLine($"{entry.At} {entry.Kind} {entry.Text}");
/// }
/// </code></example>
public sealed class GatewayRecording
{
    private GatewayRecording(DateTimeOffset startedAt, IReadOnlyList<RecordedEntry> entries, bool isComplete)
    {
        StartedAt = startedAt;
        Entries = entries;
        IsComplete = isComplete;
    }

    /// <summary>The time at which the recording began.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>The recorded entries, in order.</summary>
    public IReadOnlyList<RecordedEntry> Entries { get; }

    /// <summary>Whether the file was completed; false if the process ended while recording. Then about the last second is missing.</summary>
    public bool IsComplete { get; }

    /// <summary>Reads a recording.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is not a recording, or has another version.</exception>
    public static async Task<GatewayRecording> LoadAsync(string path, CancellationToken cancellationToken = default)
    {
        FileStream file = File.OpenRead(path);
        await using (file.ConfigureAwait(false))
        {
            return await LoadAsync(file, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc cref="LoadAsync(string, CancellationToken)"/>
    /// <param name="stream">The recording.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<GatewayRecording> LoadAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var reader = new StreamReader(new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true), Encoding.UTF8);
        DateTimeOffset? startedAt = null;
        var entries = new List<RecordedEntry>();
        bool isComplete = false;
        try
        {
            while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
            {
                using var document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = GatewayRecorder.MaxDepth + 1 });
                if (startedAt is null)
                {
                    startedAt = ReadHeader(document.RootElement);
                }
                else if (document.RootElement.TryGetProperty("connections", out _))
                {
                    isComplete = true;
                }
                else
                {
                    entries.Add(ReadEntry(document.RootElement));
                }
            }
        }
        catch (Exception error) when (startedAt is not null && error is JsonException or EndOfStreamException or InvalidDataException)
        {
            // Killed in the middle of a line, or of a block of gzip: what stands before that is good.
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidDataException($"This is not a gateway recording: {error.Message}", error);
        }

        return startedAt is { } started ? new GatewayRecording(started, entries, isComplete) : throw new InvalidDataException("The recording is empty.");
    }

    private static DateTimeOffset ReadHeader(JsonElement header)
    {
        int version = header.GetProperty("recording").GetInt32();
        return version == GatewayRecorder.Version
            ? header.GetProperty("started").GetDateTimeOffset()
            : throw new InvalidDataException($"The recording has version {version}; this library reads version {GatewayRecorder.Version}.");
    }

    private static RecordedEntry ReadEntry(JsonElement entry)
    {
        JsonProperty[] properties = [.. entry.EnumerateObject()];
        if (properties.Length != 3 || !Enum.TryParse(properties[2].Name, ignoreCase: true, out RecordedEntryKind kind))
        {
            throw new InvalidDataException($"The recording contains an entry that cannot be read, with the properties {string.Join(", ", properties.Select(property => property.Name))}.");
        }

        int connection = properties[0].Value.GetInt32();
        TimeSpan at = TimeSpan.FromMilliseconds(properties[1].Value.GetDouble());
        JsonElement value = properties[2].Value;
        if (kind is RecordedEntryKind.Received or RecordedEntryKind.Sent or RecordedEntryKind.Broken)
        {
            byte[] payload = value.ValueKind == JsonValueKind.String ? value.GetBytesFromBase64() : Encoding.UTF8.GetBytes(value.GetRawText());
            return new RecordedEntry(connection, at, kind, payload, null, null);
        }

        return new RecordedEntry(
            connection,
            at,
            kind,
            default,
            value.TryGetProperty("code", out JsonElement code) ? code.GetInt32() : null,
            value.TryGetProperty("text", out JsonElement text) ? text.GetString() : null);
    }
}
