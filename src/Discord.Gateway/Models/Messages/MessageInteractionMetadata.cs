using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// The interaction that a message answers. Which properties are there depends on its type. Discord's documentation: <see href="https://discord.com/developers/docs/resources/message#message-interaction-metadata-object">Message › Message Interaction Metadata Object</see>.
/// </summary>
[JsonModel]
public sealed partial record MessageInteractionMetadata
{
    /// <summary>The interaction's id.</summary>
    public Id<Interaction> Id { get; init; }

    /// <summary>The kind of interaction.</summary>
    public InteractionType Type { get; init; }

    /// <summary>Who caused it.</summary>
    public User User { get; init; } = User.Empty;

    /// <summary>For whom the application was installed.</summary>
    public IntegrationOwners AuthorizingIntegrationOwners { get; init; } = IntegrationOwners.Empty;

    /// <summary>The first answer; on those that follow it only.</summary>
    public Id<Message>? OriginalResponseMessageId { get; init; }

    /// <summary>The user that a user command was used on.</summary>
    public User? TargetUser { get; init; }

    /// <summary>The message that a message command was used on.</summary>
    public Id<Message>? TargetMessageId { get; init; }

    /// <summary>The message whose component was used.</summary>
    public Id<Message>? InteractedMessageId { get; init; }

    /// <summary>The interaction that opened the modal.</summary>
    public MessageInteractionMetadata? TriggeringInteractionMetadata { get; init; }
}
