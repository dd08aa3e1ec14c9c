using Discord.Gateway.Binary;
using Discord.Gateway.Models;

namespace Discord.Gateway.State;

/// <summary>What an event changed, as it was: bytes, which are read when somebody asks. An event that is kept for long keeps their page in memory, and not the guild.</summary>
internal sealed class BeforeEntry<T>(Id<Guild> guildId, IdList ids, Entry entry, EntityCodec<T> codec) : IBefore<T>
    where T : class
{
    private T? _value;

    public T Value => _value ??= codec.Read(entry, ids, guildId);
}

/// <summary>What an event changed, as it was: read already, since it is no single entity.</summary>
internal sealed class BeforeValue<T>(T? value) : IBefore<T>
    where T : class
{
    public T? Value => value;
}

/// <summary>A guild as it was.</summary>
internal sealed class BeforeGuild(StoredGuild guild)
{
    internal GuildView View => new(guild);
}

/// <summary>What an event changed, as it was.</summary>
internal interface IBefore<out T>
    where T : class
{
    T? Value { get; }
}
