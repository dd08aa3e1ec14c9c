namespace Discord.Gateway.Models;

/// <summary>The kind of an interaction. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-type">Interactions › Interaction Type</see>.</summary>
public enum InteractionType : long
{
    /// <summary>PING: only over HTTP.</summary>
    Ping = 1,

    /// <summary>APPLICATION_COMMAND: a command was used.</summary>
    ApplicationCommand = 2,

    /// <summary>MESSAGE_COMPONENT: a component was used.</summary>
    MessageComponent = 3,

    /// <summary>APPLICATION_COMMAND_AUTOCOMPLETE: a command is being typed.</summary>
    ApplicationCommandAutocomplete = 4,

    /// <summary>MODAL_SUBMIT: a modal was filled in.</summary>
    ModalSubmit = 5,
}

/// <summary>Where an interaction was caused. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-context-types">Interactions › Interaction Context Types</see>.</summary>
public enum InteractionContextType : long
{
    /// <summary>GUILD: in a guild.</summary>
    Guild = 0,

    /// <summary>BOT_DM: in direct messages with the bot.</summary>
    BotDm = 1,

    /// <summary>PRIVATE_CHANNEL: in other direct messages.</summary>
    PrivateChannel = 2,
}
