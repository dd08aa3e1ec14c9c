using System.Text.Json;
using Orleans;

namespace Discord.Gateway.Orleans;

/// <summary>The presence of all shards. The later of two is the one with the higher number, in whatever order they come.</summary>
/// <param name="Version">0 if none was set.</param>
/// <param name="Json">As JSON; null if none was set.</param>
[Alias("discord-gateway.shared-presence")]
[GenerateSerializer]
internal readonly record struct SharedPresence(long Version, string? Json)
{
    internal static string ToJson(BotPresence presence) => JsonSerializer.Serialize(presence);

    internal static BotPresence? Parse(string? json) => json is null ? null : JsonSerializer.Deserialize<BotPresence>(json);
}
