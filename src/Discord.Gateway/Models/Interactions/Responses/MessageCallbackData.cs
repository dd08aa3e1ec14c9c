using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// A message to respond with. Null properties are left out: an update keeps them as they are in the message, and removes those that are empty. Discord's documentation:
/// <see href="https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-data-structure">Interactions › Interaction Callback Data Structure</see>.
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
    /// <summary>The most characters that <see cref="Content"/> may have.</summary>
    public const int MaxContentLength = 2000;

    /// <summary>The most embeds.</summary>
    public const int MaxEmbeds = 10;

    /// <summary>Whether the message is read aloud.</summary>
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
    /// The components. Other than rows of buttons and menus, they need <see cref="MessageFlags.IsComponentsV2"/>; the message then has no content, embeds and poll.
    /// </summary>
    public IReadOnlyList<Component>? Components { get; init; }

    /// <summary>The names and descriptions of uploaded files, and for an update the files to keep. The files themselves are parts of the HTTP request.</summary>
    public IReadOnlyList<AttachmentRequest>? Attachments { get; init; }

    /// <summary>A poll; not in an update.</summary>
    public PollCreateRequest? Poll { get; init; }

    internal override void Validate()
    {
        CallbackLimits.RequireLength(Content, 0, MaxContentLength, nameof(Content), "Split it into several messages");
        CallbackLimits.RequireCount(Embeds, MaxEmbeds, nameof(Embeds), "Send the others in another message");
        AllowedMentions?.Validate();
        Poll?.Validate();
    }
}
