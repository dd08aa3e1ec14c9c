using Discord.Gateway.Binary;
using Discord.Gateway.Events;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_MEMBER_UPDATE: a member, or the member's user, changed. Needs <see cref="GatewayIntents.GuildMembers"/>, except for the bot itself. Absent
/// properties did not change. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#guild-member-update">Gateway Events › Guild Member Update</see>.
/// </summary>
[JsonModel(HasPlaces = true)]
[Dispatch("GUILD_MEMBER_UPDATE", GatewayIntents.GuildMembers)]
public sealed partial record GuildMemberUpdateEvent : GatewayEvent
{
    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>The roles, without @everyone.</summary>
    public IReadOnlyList<Id<Role>> Roles { get; init; } = [];

    /// <summary>The user.</summary>
    public User User { get; init; } = User.Empty;

    /// <summary>The nickname in this guild; null if there is none.</summary>
    public Optional<string?> Nick { get; init; }

    /// <summary>The hash of the avatar in this guild; null if there is none.</summary>
    [NeverAbsent]
    public ImageHash? Avatar { get; init; }

    /// <summary>The hash of the banner in this guild; null if there is none.</summary>
    [NeverAbsent]
    public ImageHash? Banner { get; init; }

    /// <summary>The time at which the user joined; null for guests.</summary>
    [NeverAbsent]
    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>The time at which the user started boosting the guild; null if the user no longer does.</summary>
    public Optional<DateTimeOffset?> PremiumSince { get; init; }

    /// <summary>Whether the member is deafened in voice channels.</summary>
    public bool? Deaf { get; init; }

    /// <summary>Whether the member is muted in voice channels.</summary>
    public bool? Mute { get; init; }

    /// <summary>Whether the member has not yet passed the guild's membership screening.</summary>
    public bool? Pending { get; init; }

    /// <summary>The time at which the member's timeout ends; null, or a time in the past, if the member is not timed out.</summary>
    public Optional<DateTimeOffset?> CommunicationDisabledUntil { get; init; }

    /// <summary>The avatar decoration in this guild; null if there is none.</summary>
    public Optional<AvatarDecoration?> AvatarDecorationData { get; init; }

    /// <summary>The collectibles of the member's profile in this guild; null if there are none.</summary>
    public Optional<Collectibles?> Collectibles { get; init; }

    /// <summary>The member's flags.</summary>
    public GuildMemberFlags? Flags { get; init; }

    /// <summary>
    /// Returns the member as it is after the update: properties absent from the event stay unchanged. <see cref="GuildMember.Permissions"/> become null, since they
    /// may have changed.
    /// </summary>
    /// <param name="member">The member before the update. If its <see cref="GuildMember.User"/> is null, whether it is the same member is not checked.</param>
    /// <exception cref="ArgumentNullException"><paramref name="member"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="member"/> is another user.</exception>
    public GuildMember ApplyTo(GuildMember member)
    {
        ArgumentNullException.ThrowIfNull(member);
        if (!IsReadable("user"))
        {
            // Nobody knows whom it is about.
            return member;
        }

        UpdateTarget.Require(User.Id, member.User?.Id ?? User.Id, nameof(member));
        return member with
        {
            User = member.User?.With(User) ?? User,
            Roles = TellsRoles ? Roles : member.Roles,
            Nick = Nick.IsSpecified ? Nick.Value : member.Nick,
            Avatar = Avatar ?? (WasThere(Places.Avatar) ? null : member.Avatar),
            Banner = Banner ?? (WasThere(Places.Banner) ? null : member.Banner),
            JoinedAt = JoinedAt ?? (WasThere(Places.JoinedAt) ? null : member.JoinedAt),
            PremiumSince = PremiumSince.IsSpecified ? PremiumSince.Value : member.PremiumSince,
            Deaf = Deaf ?? member.Deaf,
            Mute = Mute ?? member.Mute,
            Pending = Pending ?? member.Pending,
            Permissions = null,
            CommunicationDisabledUntil = CommunicationDisabledUntil.IsSpecified ? CommunicationDisabledUntil.Value : member.CommunicationDisabledUntil,
            AvatarDecorationData = AvatarDecorationData.IsSpecified ? AvatarDecorationData.Value : member.AvatarDecorationData,
            Collectibles = Collectibles.IsSpecified ? Collectibles.Value : member.Collectibles,
            Flags = Flags ?? member.Flags,
        };
    }

    /// <summary>Writes the result of <see cref="ApplyTo"/> in binary form, without creating it. Returns false, and writes nothing, if that needs the member before the update.</summary>
    /// <param name="writer">The destination.</param>
    /// <param name="bits">The bitmap of the member before the update; 0 if unknown.</param>
    /// <param name="userBits">The bitmap of the user in it.</param>
    internal bool TryWriteMember(EntityWriter writer, ulong bits, ulong userBits)
    {
        ulong told = GuildMember.Bits.User
            | (TellsRoles ? GuildMember.Bits.Roles : 0)
            | (Nick.IsSpecified ? GuildMember.Bits.Nick : 0)
            | (Avatar is not null || WasThere(Places.Avatar) ? GuildMember.Bits.Avatar : 0)
            | (Banner is not null || WasThere(Places.Banner) ? GuildMember.Bits.Banner : 0)
            | (JoinedAt is not null || WasThere(Places.JoinedAt) ? GuildMember.Bits.JoinedAt : 0)
            | (PremiumSince.IsSpecified ? GuildMember.Bits.PremiumSince : 0)
            | (Deaf is not null ? GuildMember.Bits.Deaf : 0)
            | (Mute is not null ? GuildMember.Bits.Mute : 0)
            | (Pending is not null ? GuildMember.Bits.Pending : 0)
            | GuildMember.Bits.Permissions
            | (CommunicationDisabledUntil.IsSpecified ? GuildMember.Bits.CommunicationDisabledUntil : 0)
            | (AvatarDecorationData.IsSpecified ? GuildMember.Bits.AvatarDecorationData : 0)
            | (Collectibles.IsSpecified ? GuildMember.Bits.Collectibles : 0)
            | (Flags is not null ? GuildMember.Bits.Flags : 0);
        if ((bits & ~told) != 0 || !User.TellsAllOf(userBits) || !IsReadable("user"))
        {
            return false;
        }

        var parts = new GuildMember.Parts
        {
            OwnUser = User,
            Roles = Roles,
            Nick = Nick.Value,
            Avatar = Avatar,
            Banner = Banner,
            JoinedAt = JoinedAt,
            PremiumSince = PremiumSince.Value,
            Deaf = Deaf ?? false,
            Mute = Mute ?? false,
            Pending = Pending ?? false,
            Permissions = null,
            CommunicationDisabledUntil = CommunicationDisabledUntil.Value,
            AvatarDecorationData = AvatarDecorationData.Value,
            Collectibles = Collectibles.Value,
            Flags = Flags ?? GuildMemberFlags.None,
        };
        parts.WriteBinary(writer);
        return true;
    }

    private bool TellsRoles => WasThere(Places.Roles) || !ReferenceEquals(Roles, Empty.Roles);

    // Discord documents that it always sends these, and a cache must not lose them if it does not; nor to an event made by hand that says nothing of them.
    private bool WasThere(int place) => JsonKeys.Has(_keys, place);
}
