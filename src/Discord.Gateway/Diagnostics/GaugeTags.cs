using Discord.Gateway.Models;

namespace Discord.Gateway.Diagnostics;

/// <summary>Identifies the shard of a gauge value: during a resharding two shards have the same index, and a process may run several bots.</summary>
/// <param name="Shard">The shard's index; null if shards are not distinguished.</param>
/// <param name="Total">The number of the bot's shards.</param>
/// <param name="Bot">The bot's user id, if known.</param>
internal readonly record struct GaugeTags(int? Shard, int Total, Id<User>? Bot)
{
    internal static GaugeTags Of(ShardOptions shard, Id<User>? bot) => new(shard.MetricsPerShard ? shard.ShardId.Index : null, shard.ShardId.Total, bot);

    internal KeyValuePair<string, object?>[] ToTags() =>
    [
        .. Shard is { } shard ? [new KeyValuePair<string, object?>(GatewayMetrics.ShardTag, shard)] : Array.Empty<KeyValuePair<string, object?>>(),
        new("discord.gateway.shards", Total),
        .. Bot is { } bot ? [new KeyValuePair<string, object?>("discord.gateway.bot", bot.ToString())] : Array.Empty<KeyValuePair<string, object?>>(),
    ];
}
