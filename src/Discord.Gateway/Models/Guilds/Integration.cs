using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// A bot, streaming account or role subscription that is linked to a guild. Bots have none of the properties about subscribers and synchronisation. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#integration-object">Guild › Integration Object</see>.
/// </summary>
[JsonModel(CanBeInlined = true)]
public sealed partial record Integration
{
    /// <summary>The integration's id.</summary>
    public Id<Integration> Id { get; init; }

    /// <summary>The name of the integration.</summary>
    public string Name { get; init; } = "";

    /// <summary>The kind of integration.</summary>
    public IntegrationType Type { get; init; }

    /// <summary>Whether the integration is enabled.</summary>
    public bool Enabled { get; init; }

    /// <summary>Whether the integration is being synchronised; null for bots.</summary>
    public bool? Syncing { get; init; }

    /// <summary>The role that subscribers have; null for bots.</summary>
    public Id<Role>? RoleId { get; init; }

    /// <summary>Whether emoticons are synchronised, at present for Twitch only; null for bots.</summary>
    public bool? EnableEmoticons { get; init; }

    /// <summary>What happens to members whose subscription has expired; null for bots.</summary>
    public IntegrationExpireBehavior? ExpireBehavior { get; init; }

    /// <summary>The time after which that happens, in whole days; null for bots.</summary>
    [Days]
    public TimeSpan? ExpireGracePeriod { get; init; }

    /// <summary>The user of the integration; null in events.</summary>
    public User? User { get; init; }

    /// <summary>The linked account: of the other service, or of the bot.</summary>
    public IntegrationAccount Account { get; init; } = IntegrationAccount.Empty;

    /// <summary>When the integration was last synchronised; null for bots.</summary>
    public DateTimeOffset? SyncedAt { get; init; }

    /// <summary>The number of subscribers; null for bots.</summary>
    public int? SubscriberCount { get; init; }

    /// <summary>Whether the integration has been revoked; null for bots.</summary>
    public bool? Revoked { get; init; }

    /// <summary>The application of the bot; null for other integrations.</summary>
    public IntegrationApplication? Application { get; init; }

    /// <summary>The application's id, where Discord sends only the id: in audit logs. Null elsewhere.</summary>
    public Id<Application>? ApplicationId { get; init; }

    /// <summary>The OAuth2 scopes that the application has been authorised for; empty for other integrations.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> Scopes { get; init; } = [];
}

/// <summary>The kind of an integration. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#integration-object">Guild › Integration Object</see>.</summary>
[StringEnum]
public readonly partial record struct IntegrationType
{
    /// <summary>twitch: a Twitch account.</summary>
    public static IntegrationType Twitch { get; } = new("twitch");

    /// <summary>youtube: a YouTube account.</summary>
    public static IntegrationType YouTube { get; } = new("youtube");

    /// <summary>discord: a bot or OAuth2 application.</summary>
    public static IntegrationType Discord { get; } = new("discord");

    /// <summary>guild_subscription: a role subscription.</summary>
    public static IntegrationType GuildSubscription { get; } = new("guild_subscription");
}

/// <summary>What happens to members whose subscription has expired. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#integration-object-integration-expire-behaviors">Guild › Integration Expire Behaviors</see>.</summary>
public enum IntegrationExpireBehavior : long
{
    /// <summary>REMOVE_ROLE: Discord removes the role.</summary>
    RemoveRole = 0,

    /// <summary>KICK: Discord kicks the member.</summary>
    Kick = 1,
}

/// <summary>The account of an integration. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#integration-account-object">Guild › Integration Account Object</see>.</summary>
[JsonModel]
public sealed partial record IntegrationAccount
{
    /// <summary>The id of the account at the other service; not necessarily a snowflake.</summary>
    public string Id { get; init; } = "";

    /// <summary>The name of the account.</summary>
    public string Name { get; init; } = "";
}

/// <summary>The application of an integration. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#integration-application-object">Guild › Integration Application Object</see>.</summary>
[JsonModel]
public sealed partial record IntegrationApplication
{
    /// <summary>The application's id.</summary>
    public Id<Application> Id { get; init; }

    /// <summary>The name of the application.</summary>
    public string Name { get; init; } = "";

    /// <summary>The hash of the icon; null if none. <see cref="GetIconUrl"/> returns its address.</summary>
    [NeverAbsent]
    public ImageHash? Icon { get; init; }

    /// <summary>The description of the application.</summary>
    public string Description { get; init; } = "";

    /// <summary>The application's bot; null if Discord did not send it.</summary>
    public User? Bot { get; init; }

    /// <summary>The address of the icon; null if there is none.</summary>
    /// <inheritdoc cref="User.GetAvatarUrl"/>
    public Uri? GetIconUrl(int size = 128, ImageFormat format = ImageFormat.Auto) =>
        Cdn.GetStill($"app-icons/{Id}", Icon, size, format);
}
