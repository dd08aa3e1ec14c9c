namespace Discord.Gateway.Models;

/// <summary>The kind of an interaction. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-type">Interactions › Interaction Type</see>.</summary>
public enum InteractionType : long
{
    /// <summary>PING: a check of the endpoint, sent over HTTP only.</summary>
    Ping = 1,

    /// <summary>APPLICATION_COMMAND: the user used a command.</summary>
    ApplicationCommand = 2,

    /// <summary>MESSAGE_COMPONENT: the user used a component of a message.</summary>
    MessageComponent = 3,

    /// <summary>APPLICATION_COMMAND_AUTOCOMPLETE: the user is typing an option of a command.</summary>
    ApplicationCommandAutocomplete = 4,

    /// <summary>MODAL_SUBMIT: the user submitted a modal.</summary>
    ModalSubmit = 5,
}

/// <summary>Where a user triggered an interaction. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-context-types">Interactions › Interaction Context Types</see>.</summary>
public enum InteractionContextType : long
{
    /// <summary>GUILD: in a guild.</summary>
    Guild = 0,

    /// <summary>BOT_DM: in direct messages with the bot.</summary>
    BotDm = 1,

    /// <summary>PRIVATE_CHANNEL: in groups, or in direct messages with other users.</summary>
    PrivateChannel = 2,
}
