namespace Discord.Gateway;

/// <summary>A user in a guild. Discord's documentation: <i>Guild › Guild Member Object</i>.</summary>
public sealed record GuildMember
{
    /// <summary>The user; null where the event names the user beside the member (messages).</summary>
    public User? User { get; init; }

    /// <summary>The nickname in this guild; null for none.</summary>
    public string? Nick { get; init; }

    /// <summary>The hash of the avatar in this guild; null for none.</summary>
    public string? Avatar { get; init; }

    /// <summary>The roles, without @everyone.</summary>
    public IReadOnlyList<Id<Role>> Roles { get; init => field = value ?? []; } = [];

    /// <summary>When the user joined; null for guests.</summary>
    public DateTimeOffset? JoinedAt { get; init; }

    /// <summary>Since when the user boosts the guild; null if not.</summary>
    public DateTimeOffset? PremiumSince { get; init; }

    /// <summary>Whether the member is deafened in voice channels.</summary>
    public bool Deaf { get; init; }

    /// <summary>Whether the member is muted in voice channels.</summary>
    public bool Mute { get; init; }

    /// <summary>Whether the member has not passed the guild's screening yet.</summary>
    public bool Pending { get; init; }

    /// <summary>When the member's timeout ends; null, or a time in the past, if there is none.</summary>
    public DateTimeOffset? CommunicationDisabledUntil { get; init; }
}
