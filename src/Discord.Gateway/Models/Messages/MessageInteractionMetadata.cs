using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The interaction that a message is a response to. Its <see cref="Type"/> decides which properties Discord sends. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#message-interaction-metadata-object">Message › Message Interaction Metadata Object</see>.</summary>
[JsonModel]
public sealed partial record MessageInteractionMetadata
{
    /// <summary>The interaction's id.</summary>
    public Id<Interaction> Id { get; init; }

    /// <summary>The kind of interaction.</summary>
    public InteractionType Type { get; init; }

    /// <summary>The user who triggered the interaction.</summary>
    public User User { get; init; } = User.Empty;

    /// <summary>The guild or user that installed the application in the contexts that authorise the interaction.</summary>
    public IntegrationOwners AuthorizingIntegrationOwners { get; init; } = IntegrationOwners.Empty;

    /// <summary>The first response to the interaction; null unless the message is a follow-up.</summary>
    public Id<Message>? OriginalResponseMessageId { get; init; }

    /// <summary>The user that a user command was used on; null for other interactions.</summary>
    public User? TargetUser { get; init; }

    /// <summary>The message that a message command was used on; null for other interactions.</summary>
    public Id<Message>? TargetMessageId { get; init; }

    /// <summary>The message whose component was used; null for other interactions.</summary>
    public Id<Message>? InteractedMessageId { get; init; }

    /// <summary>The interaction that opened the modal; null for other interactions.</summary>
    public MessageInteractionMetadata? TriggeringInteractionMetadata { get; init; }
}
