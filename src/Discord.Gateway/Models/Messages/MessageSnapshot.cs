using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>A copy of a forwarded message, made when it was forwarded. Later edits do not change it. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#message-snapshot-structure">Message › Message Snapshot Structure</see>.</summary>
[JsonModel]
public sealed partial record MessageSnapshot
{
    /// <summary>The copy: type, content, embeds, attachments, times, flags, mentions, stickers and components, but no author, id or channel.</summary>
    public Message Message { get; init; } = Message.Empty;
}
