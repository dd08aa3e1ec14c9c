using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// The interaction that a message answers, in an older form. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message">Message › Message Interaction Structure</see>.
/// </summary>
[JsonModel]
public sealed partial record MessageInteraction
{
    /// <summary>The interaction's id.</summary>
    public Id<Interaction> Id { get; init; }

    /// <summary>The kind of interaction.</summary>
    public InteractionType Type { get; init; }

    /// <summary>The full name of the command, with subcommands.</summary>
    public string Name { get; init; } = "";

    /// <summary>Who used it.</summary>
    public User User { get; init; } = User.Empty;

    /// <summary>Who used it, as a member of the guild; some properties.</summary>
    public GuildMember? Member { get; init; }
}
