using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>What a forwarded message was like. Discord's documentation: <i>Message › Message Snapshot Structure</i>.</summary>
[JsonModel]
public sealed partial record MessageSnapshot
{
    /// <summary>The message then, without its author and place.</summary>
    public Message Message { get; init; } = Message.Empty;
}
