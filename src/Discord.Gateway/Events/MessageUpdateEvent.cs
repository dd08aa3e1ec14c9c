using Discord.Gateway.Events;

namespace Discord.Gateway;

/// <summary>
/// MESSAGE_UPDATE: a message changed. Needs <see cref="GatewayIntents.GuildMessages"/> or <see cref="GatewayIntents.DirectMessages"/>.
/// Discord's documentation: <i>Gateway Events › Message Update</i>.
/// </summary>
public sealed record MessageUpdateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.MessageUpdate;

    /// <summary>The message as it is now; its text needs <see cref="GatewayIntents.MessageContent"/>.</summary>
    public Message Message { get; init; } = new();

    internal static GatewayEvent Decode(ReadOnlySpan<byte> data) =>
        new MessageUpdateEvent { Message = EventJson.Read(data, GatewayJsonContext.Default.Message) };
}
