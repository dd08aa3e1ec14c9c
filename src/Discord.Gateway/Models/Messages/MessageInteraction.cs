using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The interaction that a message is a response to. Deprecated by Discord; use <see cref="MessageInteractionMetadata"/>. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/receiving-and-responding#message-interaction-object-message-interaction-structure">Interactions › Message Interaction Structure</see>.</summary>
[JsonModel]
public sealed partial record MessageInteraction
{
    /// <summary>The interaction's id.</summary>
    public Id<Interaction> Id { get; init; }

    /// <summary>The kind of interaction.</summary>
    public InteractionType Type { get; init; }

    /// <summary>The name of the command, including subcommand group and subcommand.</summary>
    public string Name { get; init; } = "";

    /// <summary>The user who triggered the interaction.</summary>
    public User User { get; init; } = User.Empty;

    /// <summary>The user as a member of the guild, with some of the properties; null in direct messages.</summary>
    public GuildMember? Member { get; init; }
}
