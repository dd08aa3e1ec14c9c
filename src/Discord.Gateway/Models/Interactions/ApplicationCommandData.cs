using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The command that a user used or is typing, with its options. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-application-command-data-structure">Interactions › Application Command Data Structure</see>.</summary>
/// <example>
/// <code>
/// if (interaction.Data is ApplicationCommandData { CommandPath: "role give" } command
///     &amp;&amp; command.GetUser("who") is { } user &amp;&amp; command.GetRole("role") is { } role)
/// {
///     Console.WriteLine($"{user.Username} gets {role.Name}");
/// }
/// </code>
/// </example>
[JsonModel]
public sealed partial record ApplicationCommandData : InteractionData
{
    /// <summary>The command's id.</summary>
    public Id<ApplicationCommandTag> Id { get; init; }

    /// <summary>The command's name; <see cref="CommandPath"/> includes the subcommand.</summary>
    public string Name { get; init; } = "";

    /// <summary>The kind of command.</summary>
    public ApplicationCommandType Type { get; init; }

    /// <summary>The users, members, roles, channels, messages and attachments that options and target refer to; null if there are none.</summary>
    public ResolvedData? Resolved { get; init; }

    /// <summary>The options with the user's input; for autocomplete, the options typed so far, which may be incomplete.</summary>
    [MayBeAbsent]
    public IReadOnlyList<CommandOption> Options { get; init; } = [];

    /// <summary>The guild that the command is registered in; null for global commands.</summary>
    public Id<Guild>? GuildId { get; init; }

    /// <summary>The user or message that a user command or message command was used on; null for slash commands.</summary>
    public Id<EntityTag>? TargetId { get; init; }

    /// <summary>The option with a name, in the subcommand if one was used; null if the user did not give it.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public CommandOption? GetOption(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return FindInput().FirstOrDefault(option => option.Name == name);
    }
}

/// <summary>The kind of a command. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-types">Application Commands › Application Command Types</see>.</summary>
public enum ApplicationCommandType : long
{
    /// <summary>CHAT_INPUT: a slash command.</summary>
    ChatInput = 1,

    /// <summary>USER: a command in the context menu of a user.</summary>
    User = 2,

    /// <summary>MESSAGE: a command in the context menu of a message.</summary>
    Message = 3,

    /// <summary>PRIMARY_ENTRY_POINT: opens the application's activity.</summary>
    PrimaryEntryPoint = 4,
}
