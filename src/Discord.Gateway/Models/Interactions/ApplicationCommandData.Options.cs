using System.Globalization;
using System.Text.Json.Serialization;

namespace Discord.Gateway.Models;

/// <content>The values of the options by name.</content>
public sealed partial record ApplicationCommandData
{
    /// <summary>The command's full name as the user sees it: name, subcommand group and subcommand, separated by spaces, such as <c>config role add</c>.</summary>
    [JsonIgnore]
    public string CommandPath
    {
        get
        {
            string path = Name;
            for (CommandOption? subcommand = SubcommandIn(Options); subcommand is not null; subcommand = SubcommandIn(subcommand.Options))
            {
                path = $"{path} {subcommand.Name}";
            }

            return path;
        }
    }

    /// <summary>The option that the user is typing, at any depth; null unless the interaction is an <see cref="InteractionType.ApplicationCommandAutocomplete"/>.</summary>
    [JsonIgnore]
    public CommandOption? FocusedOption => FindInput().FirstOrDefault(option => option.Focused);

    /// <summary>The text of a <see cref="ApplicationCommandOptionType.String"/> option; null if the user did not give it.</summary>
    /// <param name="name">The option's name; it is also found inside the subcommand used.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The option has another type.</exception>
    public string? GetString(string name) => GetOption(name, "string", ApplicationCommandOptionType.String)?.Value?.ToString();

    /// <summary>
    /// The number of an <see cref="ApplicationCommandOptionType.Integer"/> option, from -2^53 to 2^53; null if the user did not give it, or has so far typed text that
    /// is not an integer.
    /// </summary>
    /// <inheritdoc cref="GetString"/>
    public long? GetInteger(string name) => GetOption(name, "integer", ApplicationCommandOptionType.Integer)?.Value is { } value
        ? value.AsInteger() ?? (long.TryParse(value.AsString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long typed) ? typed : null) : null;

    /// <summary>
    /// The number of a <see cref="ApplicationCommandOptionType.Number"/> or <see cref="ApplicationCommandOptionType.Integer"/> option; null if the user did not give it,
    /// or has so far typed text that is not a number.
    /// </summary>
    /// <inheritdoc cref="GetString"/>
    public double? GetNumber(string name) => GetOption(name, "number", ApplicationCommandOptionType.Number, ApplicationCommandOptionType.Integer)?.Value is { } value
        ? value.AsNumber() ?? (double.TryParse(value.AsString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double typed) && double.IsFinite(typed) ? typed : null) : null;

    /// <summary>The value of a <see cref="ApplicationCommandOptionType.Boolean"/> option; null if the user did not give it.</summary>
    /// <inheritdoc cref="GetString"/>
    public bool? GetBoolean(string name) => GetOption(name, "boolean", ApplicationCommandOptionType.Boolean)?.Value?.AsBoolean();

    /// <summary>
    /// The user of a <see cref="ApplicationCommandOptionType.User"/> option, or of a <see cref="ApplicationCommandOptionType.Mentionable"/> option with a user; null if
    /// the user did not give the option, or gave a role.
    /// </summary>
    /// <inheritdoc cref="GetString"/>
    public User? GetUser(string name) => GetUserId(name) is { } id ? Resolved?.Users.GetValueOrDefault(id) : null;

    /// <summary>
    /// The same user as a member of the guild, with <see cref="GuildMember.User"/>; null if the option was not given, is a role, or the user is not in the guild.
    /// </summary>
    /// <inheritdoc cref="GetString"/>
    public GuildMember? GetMember(string name) => GetUserId(name) is { } id ? Resolved?.GetMember(id) : null;

    /// <summary>
    /// The role of a <see cref="ApplicationCommandOptionType.Role"/> option, or of a <see cref="ApplicationCommandOptionType.Mentionable"/> option with a role; null if
    /// the user did not give the option, or gave a user.
    /// </summary>
    /// <inheritdoc cref="GetString"/>
    public Role? GetRole(string name) => GetOption(name, "role", ApplicationCommandOptionType.Role, ApplicationCommandOptionType.Mentionable)?.Value?.AsId<Role>() is { } id
        ? Resolved?.Roles.GetValueOrDefault(id) : null;

    /// <summary>The channel of a <see cref="ApplicationCommandOptionType.Channel"/> option, with some of its properties; null if the user did not give it.</summary>
    /// <inheritdoc cref="GetString"/>
    public Channel? GetChannel(string name) => GetOption(name, "channel", ApplicationCommandOptionType.Channel)?.Value?.AsId<Channel>() is { } id
        ? Resolved?.Channels.GetValueOrDefault(id) : null;

    /// <summary>The file of an <see cref="ApplicationCommandOptionType.Attachment"/> option; null if the user did not give it.</summary>
    /// <inheritdoc cref="GetString"/>
    public Attachment? GetAttachment(string name) => GetOption(name, "attachment", ApplicationCommandOptionType.Attachment)?.Value?.AsId<Attachment>() is { } id
        ? Resolved?.Attachments.GetValueOrDefault(id) : null;

    private Id<User>? GetUserId(string name) => GetOption(name, "user", ApplicationCommandOptionType.User, ApplicationCommandOptionType.Mentionable)?.Value?.AsId<User>();

    private CommandOption? GetOption(string name, string wanted, params ReadOnlySpan<ApplicationCommandOptionType> types)
    {
        CommandOption? option = GetOption(name);
        return option is null || types.Contains(option.Type) ? option
            : throw new InvalidOperationException(
                $"Option '{name}' of command '{CommandPath}' has type {option.Type}, which has no {wanted}: call the getter of that type, or GetOption.");
    }

    private IReadOnlyList<CommandOption> FindInput()
    {
        IReadOnlyList<CommandOption> options = Options;
        while (SubcommandIn(options) is { } subcommand)
        {
            options = subcommand.Options;
        }

        return options;
    }

    private static CommandOption? SubcommandIn(IReadOnlyList<CommandOption> options) =>
        options is [{ Type: ApplicationCommandOptionType.SubCommand or ApplicationCommandOptionType.SubCommandGroup } subcommand] ? subcommand : null;
}
