using System.Text.Json;
using System.Text.Json.Serialization;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// A user's use of a command, component or modal. The bot must respond over HTTP within 3 seconds of receiving it; <see cref="InteractionResponse"/> makes the response. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object">Interactions › Interaction Object</see>.
/// </summary>
[JsonModel]
public sealed partial record Interaction
{
    /// <summary>The interaction's id.</summary>
    public Id<Interaction> Id { get; init; }

    /// <summary>The application that the interaction is for: the bot's own.</summary>
    public Id<Application> ApplicationId { get; init; }

    /// <summary>The kind of interaction.</summary>
    public InteractionType Type { get; init; }

    /// <summary>The command, component or modal that the user used, with the input: match on its type. Never null for commands, components and modals.</summary>
    [DiscriminatedBy(nameof(Type))]
    public InteractionData? Data { get; init; }

    /// <summary>The guild, with id, features and locale only; null in direct messages.</summary>
    public Guild? Guild { get; init; }

    /// <summary>The guild; null in direct messages.</summary>
    public Id<Guild>? GuildId { get; init; }

    /// <summary>The channel, with some of its properties; null if Discord did not send it.</summary>
    public Channel? Channel { get; init; }

    /// <summary>The channel that the interaction was sent from.</summary>
    public Id<Channel>? ChannelId { get; init; }

    /// <summary>
    /// The user as a member of the guild, with <see cref="GuildMember.User"/> and <see cref="GuildMember.Permissions"/>; null in direct messages. See
    /// <see cref="GetUser"/>.
    /// </summary>
    public GuildMember? Member { get; init; }

    /// <summary>The user, in direct messages only; null in guilds. See <see cref="GetUser"/>.</summary>
    public User? User { get; init; }

    /// <summary>
    /// The token that responses need: for the first one within 3 seconds, for edits and follow-ups within 15 minutes. A secret: printing the interaction omits it.
    /// </summary>
    [Secret]
    public string Token { get; init; } = "";

    /// <summary>The version of the interaction; always 1.</summary>
    public int Version { get; init; }

    /// <summary>The message with the component that was used, or whose component opened the modal; null for commands.</summary>
    public Message? Message { get; init; }

    /// <summary>The bot's permissions in the channel or direct message.</summary>
    public Permissions AppPermissions { get; init; }

    /// <summary>The language that the user chose in the client; null if Discord did not send it.</summary>
    public Locale? Locale { get; init; }

    /// <summary>The guild's preferred language; null in direct messages.</summary>
    public Locale? GuildLocale { get; init; }

    /// <summary>The user's and the guild's entitlements to premium SKUs of the application; empty if it sells none.</summary>
    public IReadOnlyList<Entitlement> Entitlements { get; init; } = [];

    /// <summary>The guild or user that installed the application in the contexts that authorise the interaction.</summary>
    public IntegrationOwners AuthorizingIntegrationOwners { get; init; } = IntegrationOwners.Empty;

    /// <summary>Where the user triggered the interaction: in a guild, in direct messages with the bot, or in other private channels.</summary>
    public InteractionContextType? Context { get; init; }

    /// <summary>The size limit of attachments in responses, in bytes.</summary>
    public long AttachmentSizeLimit { get; init; }

    /// <summary>The whole object as Discord sent it, if the library does not know its <see cref="Type"/>; null otherwise.</summary>
    [JsonIgnore]
    [RawWhenUnknown(nameof(Type))]
    public JsonElement? Raw { get; init; }

    /// <summary>The user who triggered the interaction, in guilds and direct messages alike.</summary>
    /// <exception cref="InvalidOperationException">Discord sent neither member nor user.</exception>
    public User GetUser() => Member?.User ?? User ?? throw new InvalidOperationException($"Interaction {Id} has neither a member nor a user.");

    partial void OnRead()
    {
        if (GuildId is not { } guildId)
        {
            return;
        }

        Message?.SetGuildBeside(guildId);
        foreach (Message message in (Data as ApplicationCommandData)?.Resolved?.Messages.Values ?? [])
        {
            message.SetGuildBeside(guildId);
        }
    }
}
