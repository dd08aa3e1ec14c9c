using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The guild whose tag a user shows. Discord's documentation: <see href="https://discord.com/developers/docs/resources/user">User › User Primary Guild Object</see>.</summary>
[JsonModel]
public sealed partial record UserPrimaryGuild
{
    /// <summary>The guild.</summary>
    [NeverAbsent]
    public Id<Guild>? IdentityGuildId { get; init; }

    /// <summary>Whether the tag is shown; null if Discord removed it, because the guild no longer has tags for instance.</summary>
    [NeverAbsent]
    public bool? IdentityEnabled { get; init; }

    /// <summary>The tag's text; up to 4 characters.</summary>
    [NeverAbsent]
    public string? Tag { get; init; }

    /// <summary>The hash of the badge beside the tag.</summary>
    [NeverAbsent]
    public ImageHash? Badge { get; init; }

    /// <summary>Where the badge is; null if there is none.</summary>
    /// <inheritdoc cref="User.GetAvatarUrl"/>
    public Uri? GetBadgeUrl(int size = 16, ImageFormat format = ImageFormat.Auto) =>
        Cdn.GetStill($"guild-tag-badges/{IdentityGuildId}", IdentityGuildId is null ? null : Badge, size, format);
}
