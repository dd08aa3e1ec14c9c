using Discord.Gateway.Models;
using Orleans;

namespace Discord.Gateway.Orleans;

/// <summary>Discord's complete answer to a request for members of a guild: see <see cref="IShardGrain.GetGuildMembersAsync"/>.</summary>
[Alias("discord-gateway.guild-members")]
[GenerateSerializer]
public sealed record GuildMembersAnswer
{
    /// <summary>The members.</summary>
    [Id(0)]
    public IReadOnlyList<GuildMember> Members { get; init; } = [];

    /// <summary>The users of <see cref="RequestGuildMembers.UserIds"/> who are not in the guild.</summary>
    [Id(1)]
    public IReadOnlyList<Id<User>> NotFound { get; init; } = [];

    /// <summary>The presences of the members, if <see cref="RequestGuildMembers.Presences"/> was set; may omit offline members.</summary>
    [Id(2)]
    public IReadOnlyList<Presence> Presences { get; init; } = [];
}
