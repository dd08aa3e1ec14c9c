using Discord.Gateway.Binary;
using Discord.Gateway.Models;

namespace Discord.Gateway.State;

/// <summary>How the entities of a kind are bytes.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="kind">The kind.</param>
/// <param name="write">Writes the record, without what is kept elsewhere.</param>
/// <param name="read">Reads it.</param>
/// <param name="place">Tells it of the guild that it is in, which is not written: some events name it, and others do not. Null if it names none.</param>
internal sealed class EntityCodec<T>(byte kind, Action<T, EntityWriter> write, EntityCodec<T>.Reading read, Func<T, Id<Guild>, T>? place = null)
    where T : class
{
    /// <summary>Reads a record.</summary>
    internal delegate T Reading(ref EntityReader reader);

    internal byte Kind => kind;

    internal void Write(T item, EntityWriter writer) => write(item, writer);

    /// <summary>The record as it is read after it was written.</summary>
    internal T Copy(T item, ulong id, Id<Guild> guildId)
    {
        var writer = new EntityWriter { KeepsKeys = false, EntityId = id };
        write(item, writer);
        var reader = new EntityReader(writer.Written, ids: null, id);
        return Read(ref reader, guildId);
    }

    internal T Read(in Entry entry, StoredGuild guild) => Read(entry, guild.Ids, guild.Id);

    internal T Read(in Entry entry, IdList ids, Id<Guild> guildId)
    {
        var reader = new EntityReader(entry.Payload, ids, entry.Id);
        return Read(ref reader, guildId);
    }

    private T Read(ref EntityReader reader, Id<Guild> guildId)
    {
        T item = read(ref reader);
        return place is null ? item : place(item, guildId);
    }
}

/// <summary>The codecs of all kinds.</summary>
internal static class Codecs
{
    /// <summary>The user is the one that the presence is kept under.</summary>
    private const ulong WithoutPlace = Models.Presence.Bits.User | Models.Presence.Bits.GuildId;

    /// <summary>The guild itself. Its roles, emojis and stickers are entities of their own.</summary>
    internal static readonly EntityCodec<Guild> Guild = new(
        EntityKind.Guild,
        static (guild, writer) => guild.WriteBinary(writer, Models.Guild.Bits.Roles | Models.Guild.Bits.Emojis | Models.Guild.Bits.Stickers),
        Models.Guild.ReadBinary);

    internal static readonly EntityCodec<Channel> Channel = new(EntityKind.Channel, static (channel, writer) => channel.WriteBinary(writer, Models.Channel.Bits.GuildId), Models.Channel.ReadBinary, InGuild);
    internal static readonly EntityCodec<Channel> Thread = new(EntityKind.Thread, static (thread, writer) => Alone(thread).WriteBinary(writer, Models.Channel.Bits.GuildId), Models.Channel.ReadBinary, InGuild);
    internal static readonly EntityCodec<Role> Role = new(EntityKind.Role, static (role, writer) => role.WriteBinary(writer), Models.Role.ReadBinary);
    internal static readonly EntityCodec<Emoji> Emoji = new(EntityKind.Emoji, static (emoji, writer) => emoji.WriteBinary(writer), Models.Emoji.ReadBinary);
    internal static readonly EntityCodec<Sticker> Sticker = new(EntityKind.Sticker, static (sticker, writer) => sticker.WriteBinary(writer), Models.Sticker.ReadBinary);

    internal static readonly EntityCodec<GuildScheduledEvent> ScheduledEvent =
        new(EntityKind.ScheduledEvent, static (scheduled, writer) => scheduled.WriteBinary(writer), GuildScheduledEvent.ReadBinary);

    internal static readonly EntityCodec<StageInstance> StageInstance = new(EntityKind.StageInstance, static (stage, writer) => stage.WriteBinary(writer), Models.StageInstance.ReadBinary);
    internal static readonly EntityCodec<SoundboardSound> SoundboardSound = new(EntityKind.SoundboardSound, static (sound, writer) => sound.WriteBinary(writer, Models.SoundboardSound.Bits.GuildId), Models.SoundboardSound.ReadBinary, InGuild);

    /// <summary>Members with their users, who are in no table of their own.</summary>
    internal static readonly EntityCodec<GuildMember> Member = new(EntityKind.Member, static (member, writer) => member.WriteBinary(writer), GuildMember.ReadBinary);

    /// <summary>Without the user, who is the one that the presence is kept under.</summary>
    internal static readonly EntityCodec<Presence> Presence = new(
        EntityKind.Presence, static (presence, writer) => presence.WriteBinary(writer, WithoutPlace), ReadPresence, InGuild);

    /// <summary>The same, without activities.</summary>
    internal static readonly EntityCodec<Presence> ShortPresence = new(
        EntityKind.Presence, static (presence, writer) => presence.WriteBinary(writer, WithoutPlace | Models.Presence.Bits.Activities), ReadPresence, InGuild);

    /// <summary>Without the member, who is an entity of its own.</summary>
    internal static readonly EntityCodec<VoiceState> VoiceState = new(
        EntityKind.VoiceState, static (voice, writer) => voice.WriteBinary(writer, Models.VoiceState.Bits.Member | Models.VoiceState.Bits.GuildId), Models.VoiceState.ReadBinary, InGuild);

    internal static readonly EntityCodec<Message> Message = new(EntityKind.Message, static (message, writer) => message.WriteBinary(writer), Models.Message.ReadBinary);

    /// <summary>A thread without the bot's member and presence, which are entities of their own.</summary>
    private static Channel Alone(Channel thread) => thread.Member is { } own && (own.Member is not null || own.Presence is not null)
        ? thread with { Member = own with { Member = null, Presence = null } }
        : thread;

    private static Channel InGuild(Channel channel, Id<Guild> id) => channel.InGuild(id);

    private static Presence InGuild(Presence presence, Id<Guild> id) => presence with { GuildId = id };

    private static VoiceState InGuild(VoiceState voice, Id<Guild> id) => voice with { GuildId = id };

    private static SoundboardSound InGuild(SoundboardSound sound, Id<Guild> id) => sound with { GuildId = id };

    private static Presence ReadPresence(ref EntityReader reader)
    {
        ulong id = reader.EntityId;
        return Models.Presence.ReadBinary(ref reader) with { User = new User { Id = id } };
    }
}
