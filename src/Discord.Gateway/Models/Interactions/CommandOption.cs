using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// An option of a command, as the user gave it. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-application-command-interaction-data-option-structure">Interactions › Application Command Interaction Data Option Structure</see>.
/// </summary>
[JsonModel]
public sealed partial record CommandOption
{
    /// <summary>The option's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The kind of option.</summary>
    public ApplicationCommandOptionType Type { get; init; }

    /// <summary>
    /// What the user gave; for users, channels, roles and attachments the id, as text. Null for subcommands. While typing, text that is not yet a
    /// number may stand for one.
    /// </summary>
    public ScalarValue? Value { get; init; }

    /// <summary>The options of a subcommand, or the subcommand of a group.</summary>
    [MayBeAbsent]
    public IReadOnlyList<CommandOption> Options { get; init; } = [];

    /// <summary>Whether it is the one being typed.</summary>
    [MayBeAbsent]
    public bool Focused { get; init; }
}

/// <summary>The kind of an option. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-type">Application Commands › Application Command Option Type</see>.</summary>
public enum ApplicationCommandOptionType : long
{
    /// <summary>SUB_COMMAND.</summary>
    SubCommand = 1,

    /// <summary>SUB_COMMAND_GROUP.</summary>
    SubCommandGroup = 2,

    /// <summary>STRING.</summary>
    String = 3,

    /// <summary>INTEGER: from -2^53 to 2^53.</summary>
    Integer = 4,

    /// <summary>BOOLEAN.</summary>
    Boolean = 5,

    /// <summary>USER.</summary>
    User = 6,

    /// <summary>CHANNEL.</summary>
    Channel = 7,

    /// <summary>ROLE.</summary>
    Role = 8,

    /// <summary>MENTIONABLE: a user or a role.</summary>
    Mentionable = 9,

    /// <summary>NUMBER: a double.</summary>
    Number = 10,

    /// <summary>ATTACHMENT.</summary>
    Attachment = 11,
}
