using System.Text.Json;
using Discord.Gateway.Testing;

namespace Discord.Gateway.Simulator;

/// <summary>A JSON file that a person wrote: comments and trailing commas are allowed, and whatever is wrong is reported with its line.</summary>
internal sealed class JsonFile
{
    private static readonly JsonReaderOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly string _path;
    private readonly byte[] _content;

    private JsonFile(string path, byte[] content)
    {
        _path = path;
        _content = content;
        try
        {
            // Kept by the elements for the run of the program.
            Root = JsonDocument.Parse(content, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }).RootElement;
        }
        catch (JsonException error)
        {
            string message = error.Message.Split(" LineNumber:")[0];
            throw new UsageException($"{path}, line {error.LineNumber + 1}: {message}");
        }

        if (!SimulatorJson.IsText(Root))
        {
            throw new UsageException($"{path}: the file contains text that is not valid Unicode.");
        }
    }

    /// <summary>The file's value.</summary>
    internal JsonElement Root { get; }

    /// <exception cref="UsageException">The file cannot be read or is not JSON.</exception>
    internal static async Task<JsonFile> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            byte[] content = await File.ReadAllBytesAsync(path, cancellationToken);
            return new JsonFile(path, content.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? content[3..] : content);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: {error.Message}");
        }
    }

    /// <summary>The error to report for a place in the file.</summary>
    internal UsageException Error(string where, string message) => new($"{_path}, {where}: {message}.");

    /// <summary>The lines on which the elements of the file's outermost list start, counted from 1.</summary>
    internal IReadOnlyList<int> GetLinesOfElements()
    {
        var lines = new List<int>();
        var reader = new Utf8JsonReader(_content, Lenient);
        reader.Read();
        int line = 1;
        int position = 0;
        while (reader.Read())
        {
            if (reader.CurrentDepth == 1 && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
            {
                int start = (int)reader.TokenStartIndex;
                line += _content.AsSpan(position, start - position).Count((byte)'\n');
                position = start;
                lines.Add(line);
            }
        }

        return lines;
    }
}
