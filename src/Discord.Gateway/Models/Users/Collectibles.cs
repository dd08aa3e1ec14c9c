using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The collectibles shown with an account, other than avatar decorations and profile effects. Discord's documentation: <see href="https://discord.com/developers/docs/resources/user#collectibles">User › Collectibles</see>.</summary>
[JsonModel]
public sealed partial record Collectibles
{
    /// <summary>The nameplate, shown behind the user's name; null if none.</summary>
    public Nameplate? Nameplate { get; init; }
}
