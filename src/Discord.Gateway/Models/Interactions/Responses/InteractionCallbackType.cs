namespace Discord.Gateway.Models;

/// <summary>The kind of a response to an interaction. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type">Interactions › Interaction Callback Type</see>.</summary>
public enum InteractionCallbackType : long
{
    /// <summary>PONG: acknowledges a PING, which Discord sends over HTTP only.</summary>
    Pong = 1,

    /// <summary>CHANNEL_MESSAGE_WITH_SOURCE: responds with a message.</summary>
    ChannelMessageWithSource = 4,

    /// <summary>DEFERRED_CHANNEL_MESSAGE_WITH_SOURCE: the user sees a loading state until the message is edited.</summary>
    DeferredChannelMessageWithSource = 5,

    /// <summary>DEFERRED_UPDATE_MESSAGE: for components; the message may be edited later, and the user sees no loading state.</summary>
    DeferredUpdateMessage = 6,

    /// <summary>UPDATE_MESSAGE: for components; edits the message that the component is in.</summary>
    UpdateMessage = 7,

    /// <summary>APPLICATION_COMMAND_AUTOCOMPLETE_RESULT: suggests choices for the option that the user is typing.</summary>
    ApplicationCommandAutocompleteResult = 8,

    /// <summary>MODAL: opens a modal; not in response to another modal.</summary>
    Modal = 9,

    /// <summary>PREMIUM_REQUIRED: deprecated; use a button with <see cref="ButtonStyle.Premium"/>.</summary>
    PremiumRequired = 10,

    /// <summary>LAUNCH_ACTIVITY: opens the application's activity.</summary>
    LaunchActivity = 12,
}
