using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>An option of a command with the user's input, or a subcommand. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-application-command-interaction-data-option-structure">Interactions › Application Command Interaction Data Option Structure</see>.</summary>
[JsonModel]
public sealed partial record CommandOption
{
    /// <summary>The name of the option or subcommand.</summary>
    public string Name { get; init; } = "";

    /// <summary>The type of the option.</summary>
    public ApplicationCommandOptionType Type { get; init; }

    /// <summary>
    /// The user's input; the id as a string for users, channels, roles and attachments. Null for subcommands. For autocomplete, a numeric option may have text that is
    /// not yet a number.
    /// </summary>
    public ScalarValue? Value { get; init; }

    /// <summary>The options of a subcommand, or the one subcommand of a group; empty for other options.</summary>
    [MayBeAbsent]
    public IReadOnlyList<CommandOption> Options { get; init; } = [];

    /// <summary>Whether the user is typing this option; always false unless for autocomplete.</summary>
    [MayBeAbsent]
    public bool Focused { get; init; }
}

/// <summary>The type of a command's option. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-type">Application Commands › Application Command Option Type</see>.</summary>
public enum ApplicationCommandOptionType : long
{
    /// <summary>SUB_COMMAND: a subcommand with its own options.</summary>
    SubCommand = 1,

    /// <summary>SUB_COMMAND_GROUP: a group of subcommands.</summary>
    SubCommandGroup = 2,

    /// <summary>STRING: text.</summary>
    String = 3,

    /// <summary>INTEGER: a whole number from -2^53 to 2^53.</summary>
    Integer = 4,

    /// <summary>BOOLEAN: true or false.</summary>
    Boolean = 5,

    /// <summary>USER: a user.</summary>
    User = 6,

    /// <summary>CHANNEL: a channel of any type, or a category.</summary>
    Channel = 7,

    /// <summary>ROLE: a role.</summary>
    Role = 8,

    /// <summary>MENTIONABLE: a user or a role.</summary>
    Mentionable = 9,

    /// <summary>NUMBER: a double from -2^53 to 2^53.</summary>
    Number = 10,

    /// <summary>ATTACHMENT: an uploaded file.</summary>
    Attachment = 11,
}
