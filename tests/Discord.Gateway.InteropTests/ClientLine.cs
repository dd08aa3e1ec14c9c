using System.Text.Json;

namespace Discord.Gateway.InteropTests;

/// <summary>One thing that happened in a client, as its script printed it.</summary>
/// <param name="Type"><c>ready</c>, <c>guild</c>, <c>message</c>, <c>answered</c>, <c>resumed</c>, <c>invalid</c>, <c>closed</c>, <c>error</c> and so on.</param>
/// <param name="Content">The content of a message.</param>
/// <param name="S">The sequence, if the client tells it.</param>
/// <param name="Shard">The index of the shard.</param>
/// <param name="Code">The close code, if the client tells it.</param>
/// <param name="Detail">The name of a guild or command, the text of an error.</param>
internal sealed record ClientLine(string Type, string? Content, long? S, int Shard, int? Code, string? Detail)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>When the line was read.</summary>
    internal DateTimeOffset At { get; } = DateTimeOffset.UtcNow;

    internal static ClientLine Parse(string line) => JsonSerializer.Deserialize<ClientLine>(line, Options)!;

    /// <inheritdoc />
    public override string ToString() => $"{Type} {Content ?? Detail ?? Code?.ToString(System.Globalization.CultureInfo.InvariantCulture)}".Trim();
}
