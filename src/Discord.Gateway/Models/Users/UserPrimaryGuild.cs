using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The guild whose server tag a user shows. Discord's documentation: <see href="https://discord.com/developers/docs/resources/user#user-object-user-primary-guild">User › User Primary Guild</see>.</summary>
[JsonModel]
public sealed partial record UserPrimaryGuild
{
    /// <summary>The guild; null if none.</summary>
    [NeverAbsent]
    public Id<Guild>? IdentityGuildId { get; init; }

    /// <summary>Whether the tag is shown: false if the user removed it, null if Discord did, for example because the guild no longer has tags.</summary>
    [NeverAbsent]
    public bool? IdentityEnabled { get; init; }

    /// <summary>The text of the tag; up to 4 characters. Null if none.</summary>
    [NeverAbsent]
    public string? Tag { get; init; }

    /// <summary>The hash of the badge beside the tag; null if none. <see cref="GetBadgeUrl"/> returns its address.</summary>
    [NeverAbsent]
    public ImageHash? Badge { get; init; }

    /// <summary>The address of the badge; null if there is none.</summary>
    /// <inheritdoc cref="User.GetAvatarUrl"/>
    public Uri? GetBadgeUrl(int size = 16, ImageFormat format = ImageFormat.Auto) =>
        Cdn.GetStill($"guild-tag-badges/{IdentityGuildId}", IdentityGuildId is null ? null : Badge, size, format);
}
