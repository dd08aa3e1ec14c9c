using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>A shard of a <see cref="ShardManager"/> is about to connect: see <see cref="ShardManager.SessionStarting"/>.</summary>
/// <param name="ShardId">The shard.</param>
/// <param name="Resumed">
/// Whether it continues a saved session. Then READY does not arrive, nor does the GUILD_CREATE of the guilds in <paramref name="KnownGuilds"/>; unless Discord refuses to resume: then a
/// new session begins, with READY and all guilds.
/// </param>
/// <param name="KnownGuilds">
/// The guilds that the session was told of before, in the order of their ids. Those in an outage are among them: they arrive as <see cref="GuildArrival.Returned"/>. Empty for a new
/// session; null if it is not known which they are.
/// </param>
public sealed record SessionStarting(ShardId ShardId, bool Resumed, IReadOnlyList<Id<Guild>>? KnownGuilds);
