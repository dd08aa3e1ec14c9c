using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>The data of <see cref="ShardManager.SessionStarting"/>: a shard is about to connect, and resumes or starts a session.</summary>
/// <param name="ShardId">The shard.</param>
/// <param name="Resumed">
/// Whether the shard continues a saved session. If so, neither READY nor the GUILD_CREATE of the guilds in <paramref name="KnownGuilds"/> arrives, unless Discord refuses to resume: then a
/// new session begins, with READY and all guilds.
/// </param>
/// <param name="KnownGuilds">
/// The guilds that the session has received, ordered by id. They include guilds in an outage, which arrive as <see cref="GuildArrival.Returned"/>. Empty for a new
/// session; null if unknown.
/// </param>
public sealed record SessionStarting(ShardId ShardId, bool Resumed, IReadOnlyList<Id<Guild>>? KnownGuilds);
