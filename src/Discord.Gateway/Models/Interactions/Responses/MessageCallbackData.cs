using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// A message to respond with. Properties that are null are not sent: an update leaves them unchanged, and removes those that are empty. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-data-structure">Interactions › Interaction Callback Data Structure</see>.
/// </summary>
/// <example>
/// <code>
/// InteractionResponse response = InteractionResponse.Message(new MessageCallbackData
/// {
///     Content = $"You wrote: {text}",
///     AllowedMentions = AllowedMentions.None,
///     Flags = MessageFlags.Ephemeral, // only the user of the interaction sees it
/// });
/// </code>
/// </example>
[JsonModel]
public sealed partial record MessageCallbackData : InteractionCallbackData
{
    /// <summary>The maximum length of <see cref="Content"/>, in characters.</summary>
    public const int MaxContentLength = 2000;

    /// <summary>The maximum number of embeds.</summary>
    public const int MaxEmbeds = 10;

    /// <summary>Whether the message is text-to-speech, which clients read aloud; null means false.</summary>
    public bool? Tts { get; init; }

    /// <summary>The text; up to 2,000 characters.</summary>
    public string? Content { get; init; }

    /// <summary>The embeds; up to 10.</summary>
    public IReadOnlyList<Embed>? Embeds { get; init; }

    /// <summary>The mentions that notify; if null, Discord notifies mentioned users, but not roles and @everyone.</summary>
    public AllowedMentions? AllowedMentions { get; init; }

    /// <summary>
    /// The flags. Discord accepts <see cref="MessageFlags.SuppressEmbeds"/>, <see cref="MessageFlags.Ephemeral"/>, <see cref="MessageFlags.IsComponentsV2"/>, <see
    /// cref="MessageFlags.IsVoiceMessage"/> and <see cref="MessageFlags.SuppressNotifications"/>.
    /// </summary>
    public MessageFlags? Flags { get; init; }

    /// <summary>
    /// The components. All but action rows of buttons and select menus need <see cref="MessageFlags.IsComponentsV2"/>; the message then cannot have content, embeds or a
    /// poll.
    /// </summary>
    public IReadOnlyList<Component>? Components { get; init; }

    /// <summary>The names and descriptions of uploaded files; in an update, also the attachments to keep. The files themselves are parts of the HTTP request.</summary>
    public IReadOnlyList<AttachmentRequest>? Attachments { get; init; }

    /// <summary>The poll to start; not allowed in an update.</summary>
    public PollCreateRequest? Poll { get; init; }

    internal override void Validate()
    {
        CallbackLimits.RequireLength(Content, 0, MaxContentLength, nameof(Content), "Split it into several messages");
        CallbackLimits.RequireCount(Embeds, MaxEmbeds, nameof(Embeds), "Send the others in another message");
        AllowedMentions?.Validate();
        Poll?.Validate();
    }
}
