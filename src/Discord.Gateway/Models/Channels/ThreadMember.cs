using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A user in a thread. Discord's documentation: <see href="https://discord.com/developers/docs/resources/channel#thread-member-object">Channel › Thread Member Object</see>.</summary>
[JsonModel(CanBeInlined = true)]
public sealed partial record ThreadMember
{
    /// <summary>The thread; absent inside GUILD_CREATE.</summary>
    public Id<Channel>? Id { get; init; }

    /// <summary>The user; absent inside GUILD_CREATE, where it is the bot.</summary>
    public Id<User>? UserId { get; init; }

    /// <summary>When the user joined last.</summary>
    public DateTimeOffset JoinTimestamp { get; init; }

    /// <summary>What the user is notified of.</summary>
    public ThreadMemberFlags Flags { get; init; }

    /// <summary>The user as a member of the guild; in <see cref="ThreadMembersUpdateEvent"/> only.</summary>
    public GuildMember? Member { get; init; }

    /// <summary>The user's presence; in <see cref="ThreadMembersUpdateEvent"/> only. Null if unknown.</summary>
    public Presence? Presence { get; init; }
}

/// <summary>What a user in a thread is notified of. Undocumented.</summary>
[Flags]
public enum ThreadMemberFlags : ulong
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>HAS_INTERACTED.</summary>
    HasInteracted = 1 << 0,

    /// <summary>ALL_MESSAGES.</summary>
    AllMessages = 1 << 1,

    /// <summary>ONLY_MENTIONS.</summary>
    OnlyMentions = 1 << 2,

    /// <summary>NO_MESSAGES.</summary>
    NoMessages = 1 << 3,
}
