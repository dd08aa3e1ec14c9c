using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A user who has joined a thread. Discord's documentation: <see href="https://discord.com/developers/docs/resources/channel#thread-member-object">Channel › Thread Member Object</see>.</summary>
[JsonModel(CanBeInlined = true)]
public sealed partial record ThreadMember
{
    /// <summary>The thread; null inside GUILD_CREATE.</summary>
    public Id<Channel>? Id { get; init; }

    /// <summary>The user; null inside GUILD_CREATE, where it is the bot.</summary>
    public Id<User>? UserId { get; init; }

    /// <summary>When the user last joined the thread.</summary>
    public DateTimeOffset JoinTimestamp { get; init; }

    /// <summary>The user's notification settings for the thread.</summary>
    public ThreadMemberFlags Flags { get; init; }

    /// <summary>The user as a member of the guild, in <see cref="ThreadMembersUpdateEvent"/> only; null elsewhere.</summary>
    public GuildMember? Member { get; init; }

    /// <summary>The user's presence, in <see cref="ThreadMembersUpdateEvent"/> only; null elsewhere, or if unknown.</summary>
    public Presence? Presence { get; init; }
}

/// <summary>A user's notification settings for a thread. Undocumented.</summary>
[Flags]
public enum ThreadMemberFlags : ulong
{
    /// <summary>No flags.</summary>
    None = 0,

    /// <summary>HAS_INTERACTED: undocumented.</summary>
    HasInteracted = 1 << 0,

    /// <summary>ALL_MESSAGES: all messages notify.</summary>
    AllMessages = 1 << 1,

    /// <summary>ONLY_MENTIONS: only mentions notify.</summary>
    OnlyMentions = 1 << 2,

    /// <summary>NO_MESSAGES: no messages notify.</summary>
    NoMessages = 1 << 3,
}
