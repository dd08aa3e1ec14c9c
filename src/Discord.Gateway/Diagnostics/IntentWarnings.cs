using Discord.Gateway.Models;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Diagnostics;

/// <summary>
/// Warns, once for all shards that share it, of missing intents: Discord omits the events and the text of missing intents without an error.
/// </summary>
internal sealed class IntentWarnings
{
    private const GatewayIntents Messages = GatewayIntents.GuildMessages | GatewayIntents.DirectMessages;

    private int _areOptionsChecked;
    private int _isContentMissed;

    /// <summary>Whether messages arrive, and their text does not.</summary>
    internal static bool MayMissContent(GatewayIntents intents) => (intents & Messages) != 0 && !intents.HasFlag(GatewayIntents.MessageContent);

    internal void Check(ShardOptions options, ILogger logger)
    {
        if (Interlocked.Exchange(ref _areOptionsChecked, 1) != 0)
        {
            return;
        }

        if (options.EventFilter.GetMissing(options.Intents).ToArray() is { Length: > 0 } missing)
        {
            logger.IntentsMissing(options.ShardId, string.Join(", ", missing), GatewayIntents.For(missing));
        }

        if (options.Intents == GatewayIntents.None && !options.EventFilter.IsByName)
        {
            logger.NoIntents(options.ShardId);
        }

        if ((options.Intents & ~GatewayIntents.All) is not GatewayIntents.None and var unknown)
        {
            logger.IntentsUnknown(options.ShardId, (uint)unknown);
        }
    }

    /// <summary>Looks at a message of a shard whose intents may leave its text out.</summary>
    internal void Check(MessageCreateEvent created, ILogger logger)
    {
        if (IsEmptied(created.Message) && Interlocked.Exchange(ref _isContentMissed, 1) == 0)
        {
            logger.ContentMissing(created.ShardId);
        }
    }

    /// <summary>All that share these are the same bot's: options that differ in nothing else are equal.</summary>
    public override bool Equals(object? obj) => obj is IntentWarnings;

    public override int GetHashCode() => 0;

    /// <summary>Nobody can write a message in a guild that has nothing in it.</summary>
    private static bool IsEmptied(Message message) =>
        message is { Content.Length: 0, Type: MessageType.Default or MessageType.Reply, WebhookId: null, Author.Bot: false, Poll: null }
        && message is { Attachments.Count: 0, Embeds.Count: 0, Components.Count: 0, StickerItems.Count: 0, Stickers.Count: 0, MessageSnapshots.Count: 0 };
}
