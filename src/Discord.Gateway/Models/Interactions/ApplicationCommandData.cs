using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// The command that was used, or is being typed. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-application-command-data-structure">Interactions › Application Command Data Structure</see>.
/// </summary>
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
    public Id<ApplicationCommand> Id { get; init; }

    /// <summary>The command's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The kind of command.</summary>
    public ApplicationCommandType Type { get; init; }

    /// <summary>What the options and the target refer to.</summary>
    public ResolvedData? Resolved { get; init; }

    /// <summary>The options given; while typing, those so far.</summary>
    [MayBeAbsent]
    public IReadOnlyList<CommandOption> Options { get; init; } = [];

    /// <summary>The guild, for commands that one guild has.</summary>
    public Id<Guild>? GuildId { get; init; }

    /// <summary>The user or message that a user or message command was used on.</summary>
    public Id<Entity>? TargetId { get; init; }

    /// <summary>The option of a name, in the subcommand used if there is one; null if it was not given.</summary>
    /// <exception cref="ArgumentNullException">There is no name.</exception>
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

    /// <summary>USER: from the menu of a user.</summary>
    User = 2,

    /// <summary>MESSAGE: from the menu of a message.</summary>
    Message = 3,

    /// <summary>PRIMARY_ENTRY_POINT: opens an application's activity.</summary>
    PrimaryEntryPoint = 4,
}
