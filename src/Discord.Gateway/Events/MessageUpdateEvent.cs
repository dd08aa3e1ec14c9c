using Discord.Gateway.Events;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// MESSAGE_UPDATE: a message changed, by an edit or because Discord added a link's embed. Needs <see cref="GatewayIntents.GuildMessages"/> or <see
/// cref="GatewayIntents.DirectMessages"/>. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#message-update">Gateway Events › Message Update</see>.
/// </summary>
[JsonModel]
[Dispatch("MESSAGE_UPDATE", GatewayIntents.GuildMessages | GatewayIntents.DirectMessages)]
public sealed partial record MessageUpdateEvent : GatewayEvent
{
    /// <summary>The message after the change; its content needs <see cref="GatewayIntents.MessageContent"/>.</summary>
    [Inline]
    public Message Message { get; init; } = Message.Empty;

    /// <summary>
    /// Returns the message as it is after the update. The event has the whole message, except that <see cref="Models.Message.Tts"/> is always false and the results of a poll may
    /// be missing: those are kept.
    /// </summary>
    /// <param name="message">The message before the event.</param>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="message"/> is another message.</exception>
    public Message ApplyTo(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        UpdateTarget.Require(Message.Id, message.Id);
        return Message with
        {
            Author = IsReadable("author") ? Message.Author : message.Author,
            Tts = Message.Tts || message.Tts,
            Poll = Message.Poll is { Results: null } poll ? poll with { Results = message.Poll?.Results } : Message.Poll,
        };
    }
}
