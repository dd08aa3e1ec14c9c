using Discord.Gateway.Events;
using Discord.Gateway.Models;

namespace Discord.Gateway.Commands;

/// <summary>A request about guilds that is answered with one event for each.</summary>
/// <param name="Opcode">The opcode of its commands.</param>
/// <param name="AnswerType">The type of the events that answer it.</param>
/// <param name="Decode">Decodes them.</param>
/// <param name="Variant">The part of the request that differs between requests of the same kind.</param>
/// <param name="What">The subject of exception messages about the request.</param>
/// <param name="MakeCommands">Creates the commands that request data of guilds.</param>
internal sealed record GuildRequest(
    GatewayOpcode Opcode,
    GatewayEventType AnswerType,
    EventDecoder Decode,
    int Variant,
    string What,
    Func<IReadOnlyList<Id<Guild>>, IEnumerable<GatewayCommand>> MakeCommands)
{
    /// <summary>Guild ids of 20 digits, the most they can have, that fit into a payload: 23 bytes each, of 4,096.</summary>
    internal const int MaxGuildsOfPayload = 176;

    internal static GuildRequest Sounds { get; } = new(
        GatewayOpcode.RequestSoundboardSounds,
        GatewayEventType.SoundboardSounds,
        SoundboardSoundsEvent.Decode,
        Variant: 0,
        "the soundboard sounds",
        static guildIds => guildIds.Chunk(MaxGuildsOfPayload).Select(static part => new RequestSoundboardSounds(part)));

    internal static GuildRequest ChannelInfo(ChannelInfoFields fields) => new(
        GatewayOpcode.RequestChannelInfo,
        GatewayEventType.ChannelInfo,
        ChannelInfoEvent.Decode,
        (int)fields,
        "the channel info",
        guildIds => guildIds.Select(guildId => new RequestChannelInfo(guildId, fields)));
}
