using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>What a forwarded message was like. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#message-snapshot-structure">Message › Message Snapshot Structure</see>.</summary>
[JsonModel]
public sealed partial record MessageSnapshot
{
    /// <summary>The message then, without its author and place.</summary>
    public Message Message { get; init; } = Message.Empty;
}
