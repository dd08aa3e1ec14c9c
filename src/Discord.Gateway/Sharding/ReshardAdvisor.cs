using System.Globalization;

namespace Discord.Gateway;

/// <summary>
/// Decides whether a bot should get more shards, and when to log it. Pure: the time is passed in. Not thread-safe. See
/// <see href="https://discord.com/developers/docs/events/gateway#sharding"/>.
/// </summary>
internal sealed class ReshardAdvisor
{
    /// <summary>Guilds of one shard from which on more shards are advised. Discord recommends about 1,000.</summary>
    internal const int ManyGuilds = 2_000;

    /// <summary>Discord closes a shard with more guilds with 4011.</summary>
    internal const int MaxGuilds = 2_500;

    private static readonly TimeSpan LogInterval = TimeSpan.FromDays(1);

    private readonly HashSet<(int Total, int Recommended, bool IsFull)> _logged = [];
    private TimeSpan? _loggedAt;

    /// <summary>Why the bot should get more shards; null if there is no reason.</summary>
    /// <param name="total">How many shards it has.</param>
    /// <param name="recommended">How many Discord recommends, if that is known.</param>
    /// <param name="guilds">How many guilds each of its shards serves; null where that is not known.</param>
    internal static string? Advise(int total, int? recommended, IEnumerable<(ShardId ShardId, int? Guilds)> guilds)
    {
        (ShardId ShardId, int? Guilds) fullest = guilds.Where(shard => shard.Guilds >= ManyGuilds).OrderByDescending(shard => shard.Guilds).FirstOrDefault();
        string? ofDiscord = recommended > total ? string.Create(CultureInfo.InvariantCulture, $"Discord recommends {recommended} shards, and the bot has {total}") : null;
        string? ofGuilds = fullest.Guilds is { } many
            ? string.Create(CultureInfo.InvariantCulture, $"shard {fullest.ShardId} serves {many:N0} guilds, and Discord allows at most {MaxGuilds:N0} per shard") : null;
        return ofDiscord is null ? ofGuilds : ofGuilds is null ? ofDiscord : $"{ofDiscord}; {ofGuilds}";
    }

    /// <summary>Whether an advice is to be logged now: each once, and one a day.</summary>
    internal bool MustLog(int total, int? recommended, bool isFull, TimeSpan now)
    {
        if (now - _loggedAt < LogInterval || !_logged.Add((total, recommended > total ? recommended.Value : 0, isFull)))
        {
            return false;
        }

        _loggedAt = now;
        return true;
    }
}
