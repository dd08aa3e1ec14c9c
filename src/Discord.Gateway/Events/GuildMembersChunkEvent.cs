using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// GUILD_MEMBERS_CHUNK: a part of the answer to <see cref="RequestGuildMembers"/>, with up to 1,000 members. Sent regardless of intents. Discord's
/// documentation: <see href="https://discord.com/developers/docs/events/gateway-events#guild-members-chunk">Gateway Events › Guild Members Chunk</see>.
/// </summary>
[JsonModel]
[Dispatch("GUILD_MEMBERS_CHUNK")]
public sealed partial record GuildMembersChunkEvent : GatewayEvent
{
    /// <summary>The guild.</summary>
    public new Id<Guild> GuildId { get; init; }

    /// <summary>The members.</summary>
    public IReadOnlyList<GuildMember> Members { get; init; } = [];

    /// <summary>The 0-based index of this chunk.</summary>
    public int ChunkIndex { get; init; }

    /// <summary>The number of chunks in the answer.</summary>
    public int ChunkCount { get; init; }

    /// <summary>The requested ids that were not found.</summary>
    [MayBeAbsent]
    public IReadOnlyList<Id<User>> NotFound { get; init; } = [];

    /// <summary>The presences of the members, if requested.</summary>
    [MayBeAbsent]
    public IReadOnlyList<Presence> Presences { get; init; } = [];

    /// <summary>The nonce of the request, if it had one.</summary>
    public string? Nonce { get; init; }
}
