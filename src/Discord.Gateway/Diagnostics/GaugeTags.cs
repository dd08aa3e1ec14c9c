using Discord.Gateway.Models;

namespace Discord.Gateway.Diagnostics;

/// <summary>Whose value a gauge tells: while a bot is resharded there are two shards of an index, and a process may run several bots.</summary>
/// <param name="Shard">The shard's index; null if shards are not told apart.</param>
/// <param name="Total">How many shards the bot has.</param>
/// <param name="Bot">Its user id, if that is known.</param>
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
