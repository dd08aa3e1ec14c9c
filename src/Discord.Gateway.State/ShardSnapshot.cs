using Discord.Gateway.Models;

namespace Discord.Gateway.State;

/// <summary>The state of a shard as it was after one event. It shares the pages of the state's tables, and never changes.</summary>
/// <param name="ShardId">The shard.</param>
/// <param name="SessionId">The session.</param>
/// <param name="Sequence">The last event of the session that it has.</param>
/// <param name="Self">The bot itself.</param>
/// <param name="Guilds">The guilds.</param>
internal sealed record ShardSnapshot(ShardId ShardId, string SessionId, long Sequence, User? Self, IReadOnlyList<FrozenGuild> Guilds);

/// <summary>A guild as it was after one event.</summary>
/// <param name="Id">The guild.</param>
/// <param name="Availability">How well it was known.</param>
/// <param name="MemberCount">How many members it had.</param>
/// <param name="JoinedAt">When the bot joined.</param>
/// <param name="Ids">The ids that come again and again: more may have been added since.</param>
/// <param name="Tables">The tables that there were.</param>
internal sealed record FrozenGuild(
    Id<Guild> Id, GuildAvailability Availability, int MemberCount, DateTimeOffset? JoinedAt, ReadOnlyMemory<ulong> Ids, IReadOnlyList<(byte Kind, FrozenTable Table)> Tables)
{
    internal static FrozenGuild Of(StoredGuild guild) => new(
        guild.Id, guild.Availability, guild.MemberCount, guild.JoinedAt, guild.Ids.Frozen, [.. guild.Tables.Select(table => (table.Kind, table.Table.Freeze()))]);
}
