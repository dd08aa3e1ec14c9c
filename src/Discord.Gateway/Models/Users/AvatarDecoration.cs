using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The decoration around an avatar. Discord's documentation: <see href="https://discord.com/developers/docs/resources/user#avatar-decoration-data-object">User › Avatar Decoration Data Object</see>.</summary>
[JsonModel]
public sealed partial record AvatarDecoration
{
    /// <summary>The decoration's hash.</summary>
    public ImageHash Asset { get; init; }

    /// <summary>The SKU it was bought as.</summary>
    public Id<Sku> SkuId { get; init; }

    /// <summary>Where the decoration is: always PNG, animated if the decoration is.</summary>
    public Uri GetUrl() => Cdn.GetFile($"avatar-decoration-presets/{Asset}.png");
}
