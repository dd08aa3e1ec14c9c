using System.Collections.ObjectModel;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The objects that ids in an interaction or message refer to, by id. Maps that Discord did not send are empty. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-resolved-data-structure">Interactions › Resolved Data Structure</see>.</summary>
[JsonModel]
public sealed partial record ResolvedData
{
    /// <summary>The users by id.</summary>
    [MayBeAbsent]
    public IReadOnlyDictionary<Id<User>, User> Users { get; init; } = ReadOnlyDictionary<Id<User>, User>.Empty;

    /// <summary>
    /// The users as members of the guild, by user id, with <see cref="GuildMember.Permissions"/> but without user, deaf and mute. <see cref="GetMember"/> adds the user.
    /// </summary>
    [MayBeAbsent]
    public IReadOnlyDictionary<Id<User>, GuildMember> Members { get; init; } = ReadOnlyDictionary<Id<User>, GuildMember>.Empty;

    /// <summary>The roles by id.</summary>
    [MayBeAbsent]
    public IReadOnlyDictionary<Id<Role>, Role> Roles { get; init; } = ReadOnlyDictionary<Id<Role>, Role>.Empty;

    /// <summary>The channels by id, with some of their properties and the user's <see cref="Channel.Permissions"/>.</summary>
    [MayBeAbsent]
    public IReadOnlyDictionary<Id<Channel>, Channel> Channels { get; init; } = ReadOnlyDictionary<Id<Channel>, Channel>.Empty;

    /// <summary>The messages by id, with some of their properties.</summary>
    [MayBeAbsent]
    public IReadOnlyDictionary<Id<Message>, Message> Messages { get; init; } = ReadOnlyDictionary<Id<Message>, Message>.Empty;

    /// <summary>The uploaded files by id.</summary>
    [MayBeAbsent]
    public IReadOnlyDictionary<Id<Attachment>, Attachment> Attachments { get; init; } = ReadOnlyDictionary<Id<Attachment>, Attachment>.Empty;

    partial void OnRead()
    {
        foreach ((Id<User> id, GuildMember member) in Members)
        {
            if (Users.TryGetValue(id, out User? user))
            {
                member.SetUserBeside(user);
            }
        }
    }
}
