using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>
/// Something linked to a guild: a bot, or a streaming account. Bots have none of the properties about subscribers. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#integration-object">Guild › Integration Object</see>.
/// </summary>
[JsonModel(CanBeInlined = true)]
public sealed partial record Integration
{
    /// <summary>The integration's id.</summary>
    public Id<Integration> Id { get; init; }

    /// <summary>The name.</summary>
    public string Name { get; init; } = "";

    /// <summary>What is linked.</summary>
    public IntegrationType Type { get; init; }

    /// <summary>Whether it is enabled.</summary>
    public bool Enabled { get; init; }

    /// <summary>Whether it is being synchronised.</summary>
    public bool? Syncing { get; init; }

    /// <summary>The role for subscribers.</summary>
    public Id<Role>? RoleId { get; init; }

    /// <summary>Whether emoticons are synchronised (Twitch).</summary>
    public bool? EnableEmoticons { get; init; }

    /// <summary>What happens to those whose subscription ended.</summary>
    public IntegrationExpireBehavior? ExpireBehavior { get; init; }

    /// <summary>How long that waits.</summary>
    [Days]
    public TimeSpan? ExpireGracePeriod { get; init; }

    /// <summary>Who linked it; not in events.</summary>
    public User? User { get; init; }

    /// <summary>The linked account.</summary>
    public IntegrationAccount Account { get; init; } = IntegrationAccount.Empty;

    /// <summary>When it was synchronised last.</summary>
    public DateTimeOffset? SyncedAt { get; init; }

    /// <summary>How many subscribers it has.</summary>
    public int? SubscriberCount { get; init; }

    /// <summary>Whether it was revoked.</summary>
    public bool? Revoked { get; init; }

    /// <summary>The bot's application.</summary>
    public IntegrationApplication? Application { get; init; }

    /// <summary>The application's id, where Discord tells that alone: in audit logs.</summary>
    public Id<Application>? ApplicationId { get; init; }

    /// <summary>What the application was allowed, by OAuth2 scopes.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> Scopes { get; init; } = [];
}

/// <summary>What is linked to a guild. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#integration-object">Guild › Integration Object</see>.</summary>
[StringEnum]
public readonly partial record struct IntegrationType
{
    /// <summary>twitch.</summary>
    public static IntegrationType Twitch { get; } = new("twitch");

    /// <summary>youtube.</summary>
    public static IntegrationType YouTube { get; } = new("youtube");

    /// <summary>discord: a bot.</summary>
    public static IntegrationType Discord { get; } = new("discord");

    /// <summary>guild_subscription: a role subscription.</summary>
    public static IntegrationType GuildSubscription { get; } = new("guild_subscription");
}

/// <summary>What happens to those whose subscription ended. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#integration-object-integration-expire-behaviors">Guild › Integration Expire Behaviors</see>.</summary>
public enum IntegrationExpireBehavior : long
{
    /// <summary>REMOVE_ROLE: they lose the role.</summary>
    RemoveRole = 0,

    /// <summary>KICK: they are kicked.</summary>
    Kick = 1,
}

/// <summary>The account behind an integration. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#integration-account-object">Guild › Integration Account Object</see>.</summary>
[JsonModel]
public sealed partial record IntegrationAccount
{
    /// <summary>The account's id, as the other service writes it.</summary>
    public string Id { get; init; } = "";

    /// <summary>The account's name.</summary>
    public string Name { get; init; } = "";
}

/// <summary>The application behind an integration. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild#integration-application-object">Guild › Integration Application Object</see>.</summary>
[JsonModel]
public sealed partial record IntegrationApplication
{
    /// <summary>The application's id.</summary>
    public Id<Application> Id { get; init; }

    /// <summary>The name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The icon's hash; null for none.</summary>
    [NeverAbsent]
    public ImageHash? Icon { get; init; }

    /// <summary>The description.</summary>
    public string Description { get; init; } = "";

    /// <summary>Its bot.</summary>
    public User? Bot { get; init; }

    /// <summary>Where the icon is; null if there is none.</summary>
    /// <inheritdoc cref="User.GetAvatarUrl"/>
    public Uri? GetIconUrl(int size = 128, ImageFormat format = ImageFormat.Auto) =>
        Cdn.GetStill($"app-icons/{Id}", Icon, size, format);
}
