using Discord.Gateway.Events;

namespace Discord.Gateway;

/// <summary>
/// MESSAGE_CREATE: a message was sent. Needs <see cref="GatewayIntents.GuildMessages"/> or <see cref="GatewayIntents.DirectMessages"/>.
/// Discord's documentation: <i>Gateway Events › Message Create</i>.
/// </summary>
public sealed record MessageCreateEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.MessageCreate;

    /// <summary>The message; its text needs <see cref="GatewayIntents.MessageContent"/>.</summary>
    public Message Message { get; init; } = new();

    internal static GatewayEvent Decode(ReadOnlySpan<byte> data) =>
        new MessageCreateEvent { Message = EventJson.Read(data, GatewayJsonContext.Default.Message) };
}
