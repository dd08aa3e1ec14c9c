namespace Discord.Gateway.Models;

/// <summary>The kind of a response to an interaction. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type">Interactions › Interaction Callback Type</see>.</summary>
public enum InteractionCallbackType : long
{
    /// <summary>PONG: acknowledges a PING, which Discord sends over HTTP only.</summary>
    Pong = 1,

    /// <summary>CHANNEL_MESSAGE_WITH_SOURCE: responds with a message.</summary>
    ChannelMessageWithSource = 4,

    /// <summary>DEFERRED_CHANNEL_MESSAGE_WITH_SOURCE: shows the user a loading state until the bot edits the response.</summary>
    DeferredChannelMessageWithSource = 5,

    /// <summary>DEFERRED_UPDATE_MESSAGE: for components only; the bot may edit the message later, and the user sees no loading state.</summary>
    DeferredUpdateMessage = 6,

    /// <summary>UPDATE_MESSAGE: for components only; edits the message that the component is in.</summary>
    UpdateMessage = 7,

    /// <summary>APPLICATION_COMMAND_AUTOCOMPLETE_RESULT: suggests choices for the option that the user is typing.</summary>
    ApplicationCommandAutocompleteResult = 8,

    /// <summary>MODAL: opens a modal; not allowed in response to a modal.</summary>
    Modal = 9,

    /// <summary>PREMIUM_REQUIRED: deprecated by Discord; use a button with <see cref="ButtonStyle.Premium"/>.</summary>
    PremiumRequired = 10,

    /// <summary>LAUNCH_ACTIVITY: opens the application's activity; for applications with activities only.</summary>
    LaunchActivity = 12,
}
