using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The decoration around an avatar. Discord's documentation: <see href="https://discord.com/developers/docs/resources/user#avatar-decoration-data-object">User › Avatar Decoration Data Object</see>.</summary>
[JsonModel]
public sealed partial record AvatarDecoration
{
    /// <summary>The hash of the decoration; <see cref="GetUrl"/> returns its address.</summary>
    public ImageHash Asset { get; init; }

    /// <summary>The SKU of the decoration.</summary>
    public Id<SkuTag> SkuId { get; init; }

    /// <summary>The address of the decoration: always PNG, animated if the decoration is.</summary>
    public Uri GetUrl() => Cdn.GetFile($"avatar-decoration-presets/{Asset}.png");
}
