using Discord.Gateway.Models;

namespace Discord.Gateway.State;

/// <summary>Reads of more than one entity.</summary>
internal static class GuildReading
{
    /// <summary>The guild with its roles, emojis and stickers, each in the order of their ids; null if it is not known.</summary>
    internal static Guild? Read(StoredGuild stored) => stored.Find(stored.Id.Value, Codecs.Guild) is { } guild
        ? guild with { Roles = InOrder(stored, Codecs.Role), Emojis = InOrder(stored, Codecs.Emoji), Stickers = InOrder(stored, Codecs.Sticker) }
        : null;

    /// <summary>All entities of a kind, in the order of their ids.</summary>
    internal static T[] InOrder<T>(StoredGuild stored, EntityCodec<T> codec)
        where T : class
    {
        List<Entry> entries = [];
        if (stored.TableOf(codec.Kind) is { } table)
        {
            foreach (Entry entry in table.All(codec.Kind))
            {
                entries.Add(entry);
            }
        }

        entries.Sort(static (a, b) => a.Id.CompareTo(b.Id));
        return [.. entries.Select(entry => codec.Read(entry, stored))];
    }
}
