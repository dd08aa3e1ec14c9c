using System.Collections.ObjectModel;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>What ids in an interaction refer to. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-resolved-data-structure">Interactions › Resolved Data Structure</see>.</summary>
[JsonModel]
public sealed partial record ResolvedData
{
    /// <summary>The users.</summary>
    [MayBeAbsent]
    public IReadOnlyDictionary<Id<User>, User> Users { get; init; } = ReadOnlyDictionary<Id<User>, User>.Empty;

    /// <summary>The users as members of the guild, without user, deaf and mute, with permissions.</summary>
    [MayBeAbsent]
    public IReadOnlyDictionary<Id<User>, GuildMember> Members { get; init; } = ReadOnlyDictionary<Id<User>, GuildMember>.Empty;

    /// <summary>The roles.</summary>
    [MayBeAbsent]
    public IReadOnlyDictionary<Id<Role>, Role> Roles { get; init; } = ReadOnlyDictionary<Id<Role>, Role>.Empty;

    /// <summary>The channels; some properties.</summary>
    [MayBeAbsent]
    public IReadOnlyDictionary<Id<Channel>, Channel> Channels { get; init; } = ReadOnlyDictionary<Id<Channel>, Channel>.Empty;

    /// <summary>The messages; some properties.</summary>
    [MayBeAbsent]
    public IReadOnlyDictionary<Id<Message>, Message> Messages { get; init; } = ReadOnlyDictionary<Id<Message>, Message>.Empty;

    /// <summary>The files.</summary>
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
