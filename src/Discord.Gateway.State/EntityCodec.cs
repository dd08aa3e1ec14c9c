using Discord.Gateway.Binary;
using Discord.Gateway.Models;

namespace Discord.Gateway.State;

/// <summary>How the entities of a kind are bytes.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="kind">The kind.</param>
/// <param name="write">Writes the record, without what is kept elsewhere.</param>
/// <param name="read">Reads it.</param>
internal sealed class EntityCodec<T>(byte kind, Action<T, EntityWriter> write, EntityCodec<T>.Reading read)
    where T : class
{
    /// <summary>Reads a record.</summary>
    internal delegate T Reading(ref EntityReader reader);

    internal byte Kind => kind;

    internal void Write(T item, EntityWriter writer) => write(item, writer);

    /// <summary>The record as it is read after it was written.</summary>
    internal T Copy(T item, ulong id)
    {
        var writer = new EntityWriter { KeepsKeys = false, EntityId = id };
        write(item, writer);
        var reader = new EntityReader(writer.Written, ids: null, id);
        return read(ref reader);
    }

    internal T Read(in Entry entry, StoredGuild guild)
    {
        var reader = new EntityReader(entry.Payload, guild.Ids, entry.Id);
        return read(ref reader);
    }
}

/// <summary>The codecs of all kinds.</summary>
internal static class Codecs
{
    /// <summary>The guild itself. Its roles, emojis and stickers are entities of their own.</summary>
    internal static readonly EntityCodec<Guild> Guild = new(
        EntityKind.Guild,
        static (guild, writer) => guild.WriteBinary(writer, Models.Guild.Bits.Roles | Models.Guild.Bits.Emojis | Models.Guild.Bits.Stickers),
        Models.Guild.ReadBinary);

    internal static readonly EntityCodec<Channel> Channel = new(EntityKind.Channel, static (channel, writer) => channel.WriteBinary(writer), Models.Channel.ReadBinary);
    internal static readonly EntityCodec<Channel> Thread = new(EntityKind.Thread, static (thread, writer) => thread.WriteBinary(writer), Models.Channel.ReadBinary);
    internal static readonly EntityCodec<Role> Role = new(EntityKind.Role, static (role, writer) => role.WriteBinary(writer), Models.Role.ReadBinary);
    internal static readonly EntityCodec<Emoji> Emoji = new(EntityKind.Emoji, static (emoji, writer) => emoji.WriteBinary(writer), Models.Emoji.ReadBinary);
    internal static readonly EntityCodec<Sticker> Sticker = new(EntityKind.Sticker, static (sticker, writer) => sticker.WriteBinary(writer), Models.Sticker.ReadBinary);

    internal static readonly EntityCodec<GuildScheduledEvent> ScheduledEvent =
        new(EntityKind.ScheduledEvent, static (scheduled, writer) => scheduled.WriteBinary(writer), GuildScheduledEvent.ReadBinary);

    internal static readonly EntityCodec<StageInstance> StageInstance = new(EntityKind.StageInstance, static (stage, writer) => stage.WriteBinary(writer), Models.StageInstance.ReadBinary);
    internal static readonly EntityCodec<SoundboardSound> SoundboardSound = new(EntityKind.SoundboardSound, static (sound, writer) => sound.WriteBinary(writer), Models.SoundboardSound.ReadBinary);

    /// <summary>Members with their users, who are in no table of their own.</summary>
    internal static readonly EntityCodec<GuildMember> Member = new(EntityKind.Member, static (member, writer) => member.WriteBinary(writer), GuildMember.ReadBinary);

    /// <summary>Without the user, who is the one that the presence is kept under.</summary>
    internal static readonly EntityCodec<Presence> Presence = new(
        EntityKind.Presence, static (presence, writer) => presence.WriteBinary(writer, Models.Presence.Bits.User), ReadPresence);

    /// <summary>The same, without activities.</summary>
    internal static readonly EntityCodec<Presence> ShortPresence = new(
        EntityKind.Presence, static (presence, writer) => presence.WriteBinary(writer, Models.Presence.Bits.User | Models.Presence.Bits.Activities), ReadPresence);

    /// <summary>Without the member, who is an entity of its own.</summary>
    internal static readonly EntityCodec<VoiceState> VoiceState = new(
        EntityKind.VoiceState, static (voice, writer) => voice.WriteBinary(writer, Models.VoiceState.Bits.Member), Models.VoiceState.ReadBinary);

    internal static readonly EntityCodec<Message> Message = new(EntityKind.Message, static (message, writer) => message.WriteBinary(writer), Models.Message.ReadBinary);

    private static Presence ReadPresence(ref EntityReader reader)
    {
        ulong id = reader.EntityId;
        return Models.Presence.ReadBinary(ref reader) with { User = new User { Id = id } };
    }
}
