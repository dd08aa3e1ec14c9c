using System.Text.Json;
using System.Text.Json.Serialization;
using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// A user's use of a command, component or modal; answer it over HTTP within 3 seconds. Discord's documentation: <see href="https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object">Interactions › Interaction Object</see>.
/// </summary>
[JsonModel]
public sealed partial record Interaction
{
    /// <summary>The interaction's id.</summary>
    public Id<Interaction> Id { get; init; }

    /// <summary>The application it is for.</summary>
    public Id<Application> ApplicationId { get; init; }

    /// <summary>The kind of interaction.</summary>
    public InteractionType Type { get; init; }

    /// <summary>What was used, and how: match on its type.</summary>
    [DiscriminatedBy(nameof(Type))]
    public InteractionData? Data { get; init; }

    /// <summary>The guild; id, features and locale.</summary>
    public Guild? Guild { get; init; }

    /// <summary>The guild; null in direct messages.</summary>
    public Id<Guild>? GuildId { get; init; }

    /// <summary>The channel; some properties.</summary>
    public Channel? Channel { get; init; }

    /// <summary>The channel.</summary>
    public Id<Channel>? ChannelId { get; init; }

    /// <summary>Who caused it, in guilds, with <see cref="GuildMember.Permissions"/>.</summary>
    public GuildMember? Member { get; init; }

    /// <summary>Who caused it, in direct messages; see <see cref="GetUser"/>.</summary>
    public User? User { get; init; }

    /// <summary>What an answer needs; valid for 15 minutes. A secret: it is left out when the interaction is printed.</summary>
    [Secret]
    public string Token { get; init; } = "";

    /// <summary>Always 1.</summary>
    public int Version { get; init; }

    /// <summary>The message whose component was used.</summary>
    public Message? Message { get; init; }

    /// <summary>What the application may do in the channel.</summary>
    public Permissions AppPermissions { get; init; }

    /// <summary>The user's language.</summary>
    public Locale? Locale { get; init; }

    /// <summary>The guild's language.</summary>
    public Locale? GuildLocale { get; init; }

    /// <summary>What the user and the guild have bought.</summary>
    public IReadOnlyList<Entitlement> Entitlements { get; init; } = [];

    /// <summary>For whom the application was installed.</summary>
    public IntegrationOwners AuthorizingIntegrationOwners { get; init; } = IntegrationOwners.Empty;

    /// <summary>Where it was caused.</summary>
    public InteractionContextType? Context { get; init; }

    /// <summary>The most bytes that an answer's files may have.</summary>
    public long AttachmentSizeLimit { get; init; }

    /// <summary>All that Discord sent, if the kind of interaction is not known; null otherwise.</summary>
    [JsonIgnore]
    [RawWhenUnknown(nameof(Type))]
    public JsonElement? Raw { get; init; }

    /// <summary>Who caused it, in guilds and direct messages alike.</summary>
    /// <exception cref="InvalidOperationException">Discord told neither member nor user.</exception>
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
