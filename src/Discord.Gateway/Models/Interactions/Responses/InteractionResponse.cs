using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// A response to an interaction, to be sent with <c>POST /interactions/{id}/{token}/callback</c> within 3 seconds of receiving the interaction. The lengths of its texts
/// and lists are checked when it is made; those in components and embeds, and the nesting of components, are not. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object">Interactions › Interaction Response Object</see>.
/// </summary>
/// <example>
/// <code>
/// byte[] json = InteractionResponse.Message("Done.", ephemeral: true).ToUtf8Json();
/// </code>
/// </example>
[JsonModel]
public sealed partial record InteractionResponse
{
    /// <summary>The kind of response.</summary>
    public InteractionCallbackType Type { get; init; }

    /// <summary>The content: a message, choices or a modal; null for responses without content.</summary>
    /// <exception cref="ArgumentException">It is set to content that exceeds a limit of Discord's.</exception>
    [DiscriminatedBy(nameof(Type))]
    public InteractionCallbackData? Data
    {
        get;
        init
        {
            value?.Validate();
            field = value;
        }
    }

    /// <summary>Responds with text.</summary>
    /// <param name="content">The text; up to 2,000 characters.</param>
    /// <param name="ephemeral">Whether only the user of the interaction sees the message.</param>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="content"/> is too long.</exception>
    public static InteractionResponse Message(string content, bool ephemeral = false)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Message(new MessageCallbackData { Content = content, Flags = FlagsOf(ephemeral) });
    }

    /// <summary>Responds with text and components, such as buttons in an <see cref="ActionRow"/>.</summary>
    /// <param name="content">The text; up to 2,000 characters.</param>
    /// <param name="components">The components.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="content"/> is too long.</exception>
    public static InteractionResponse Message(string content, params IEnumerable<Component> components)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(components);
        return Message(new MessageCallbackData { Content = content, Components = [.. components] });
    }

    /// <summary>Responds with a message.</summary>
    /// <param name="message">The message.</param>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="message"/> exceeds a limit of Discord's.</exception>
    public static InteractionResponse Message(MessageCallbackData message) => Make(InteractionCallbackType.ChannelMessageWithSource, message);

    /// <summary>Shows a loading state until the bot edits the response, for up to 15 minutes.</summary>
    /// <param name="ephemeral">Whether only the user of the interaction sees the message; it cannot be changed later.</param>
    public static InteractionResponse Defer(bool ephemeral = false) => new()
    {
        Type = InteractionCallbackType.DeferredChannelMessageWithSource,
        Data = ephemeral ? new MessageCallbackData { Flags = MessageFlags.Ephemeral } : null,
    };

    /// <summary>Acknowledges the use of a component; the bot may edit the component's message later, and the user sees no loading state.</summary>
    public static InteractionResponse DeferUpdate() => new() { Type = InteractionCallbackType.DeferredUpdateMessage };

    /// <summary>Replaces the text of the message that the component is in, and keeps all else.</summary>
    /// <param name="content">The text; up to 2,000 characters. Empty to remove it.</param>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="content"/> is too long.</exception>
    public static InteractionResponse Update(string content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Update(new MessageCallbackData { Content = content });
    }

    /// <summary>Edits the message that the component is in.</summary>
    /// <param name="message">The changes: properties that are null stay as they are, and empty ones are removed.</param>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="message"/> exceeds a limit of Discord's.</exception>
    public static InteractionResponse Update(MessageCallbackData message) => message?.Poll is null
        ? Make(InteractionCallbackType.UpdateMessage, message!)
        : throw new ArgumentException("A poll cannot be added to an existing message: send it in a new message.", nameof(message));

    /// <summary>Suggests choices for the option that the user is typing.</summary>
    /// <param name="choices">The choices; up to 25.</param>
    /// <exception cref="ArgumentNullException"><paramref name="choices"/> is null.</exception>
    /// <exception cref="ArgumentException">There are more than 25 choices, or one exceeds a limit of Discord's.</exception>
    public static InteractionResponse Autocomplete(params IEnumerable<AutocompleteChoice> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        return Make(InteractionCallbackType.ApplicationCommandAutocompleteResult, new AutocompleteCallbackData { Choices = [.. choices] });
    }

    /// <summary>Opens a modal; not in response to another modal.</summary>
    /// <param name="customId">The custom id that <see cref="ModalSubmitData.CustomId"/> has when the user submits the modal; 1–100 characters.</param>
    /// <param name="title">The title; 1–45 characters.</param>
    /// <param name="components">The components, 1–5: labels that contain an input, and text displays.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">An argument exceeds a limit of Discord's.</exception>
    public static InteractionResponse Modal(string customId, string title, params IEnumerable<Component> components)
    {
        ArgumentNullException.ThrowIfNull(customId);
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(components);
        return Make(InteractionCallbackType.Modal, new ModalCallbackData { CustomId = customId, Title = title, Components = [.. components] });
    }

    /// <summary>Opens the application's activity.</summary>
    public static InteractionResponse LaunchActivity() => new() { Type = InteractionCallbackType.LaunchActivity };

    /// <summary>The response as UTF-8 JSON: the body of the HTTP request, or its part <c>payload_json</c> if files are uploaded.</summary>
    public byte[] ToUtf8Json()
    {
        var buffer = new ArrayBufferWriter<byte>();

        // What is sent to Discord alone is in no need of escapes for web pages.
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        WriteTo(writer);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static InteractionResponse Make(InteractionCallbackType type, InteractionCallbackData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new InteractionResponse { Type = type, Data = data };
    }

    private static MessageFlags? FlagsOf(bool ephemeral) => ephemeral ? MessageFlags.Ephemeral : null;
}
