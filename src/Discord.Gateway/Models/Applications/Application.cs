using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>An application, which has a bot. READY has only id and flags. Discord's documentation: <see href="https://discord.com/developers/docs/resources/application#application-object">Application › Application Object</see>.</summary>
[JsonModel]
public sealed partial record Application
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

    /// <summary>The allowed origins for RPC.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> RpcOrigins { get; init; } = [];

    /// <summary>Whether everyone can add the bot to guilds, not only the owner.</summary>
    public bool BotPublic { get; init; }

    /// <summary>Whether the bot joins a guild only after the full OAuth2 code grant flow.</summary>
    public bool BotRequireCodeGrant { get; init; }

    /// <summary>The bot, with some of its properties; null if Discord did not send it.</summary>
    public User? Bot { get; init; }

    /// <summary>The address of the terms of service; null if none.</summary>
    public string? TermsOfServiceUrl { get; init; }

    /// <summary>The address of the privacy policy; null if none.</summary>
    public string? PrivacyPolicyUrl { get; init; }

    /// <summary>The owner, with some of the properties; null if Discord did not send it.</summary>
    public User? Owner { get; init; }

    /// <summary>The public key for the verification of interactions over HTTP, hexadecimal.</summary>
    public string VerifyKey { get; init; } = "";

    /// <summary>The team that owns the application; null if none.</summary>
    [NeverAbsent]
    public Team? Team { get; init; }

    /// <summary>The guild associated with the application, for example its support server; null if none.</summary>
    public Id<Guild>? GuildId { get; init; }

    /// <summary>The guild associated with the application, with some of its properties; null if Discord did not send it.</summary>
    public Guild? Guild { get; init; }

    /// <summary>The SKU of the game, for a game sold on Discord; null otherwise.</summary>
    public Id<SkuTag>? PrimarySkuId { get; init; }

    /// <summary>The last part of the address of the store page, for a game sold on Discord; null otherwise.</summary>
    public string? Slug { get; init; }

    /// <summary>The hash of the default image of Rich Presence invitations; null if none. <see cref="GetCoverImageUrl"/> returns its address.</summary>
    public ImageHash? CoverImage { get; init; }

    /// <summary>The flags, up to bit 30; null if Discord did not send them. <see cref="FlagsNew"/> has all.</summary>
    public ApplicationFlags? Flags { get; init; }

    /// <summary>All flags; null if Discord did not send them.</summary>
    [AsString]
    public ApplicationFlags? FlagsNew { get; init; }

    /// <summary>The approximate number of guilds that the application was added to; null if Discord did not send it.</summary>
    public int? ApproximateGuildCount { get; init; }

    /// <summary>The approximate number of users who installed the application; null if Discord did not send it.</summary>
    public int? ApproximateUserInstallCount { get; init; }

    /// <summary>The approximate number of users who authorised the application by OAuth2; null if Discord did not send it.</summary>
    public int? ApproximateUserAuthorizationCount { get; init; }

    /// <summary>The addresses that OAuth2 can redirect to.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    /// <summary>The address that Discord sends interactions to over HTTP; null if it sends them over the gateway.</summary>
    public string? InteractionsEndpointUrl { get; init; }

    /// <summary>The address for the verification of linked roles; null if none.</summary>
    public string? RoleConnectionsVerificationUrl { get; init; }

    /// <summary>The address that Discord sends webhook events to over HTTP; null if none.</summary>
    public string? EventWebhooksUrl { get; init; }

    /// <summary>Whether webhook events are enabled; null if Discord did not send it.</summary>
    public EventWebhookStatus? EventWebhooksStatus { get; init; }

    /// <summary>The types of webhook events that the application subscribes to.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> EventWebhooksTypes { get; init; } = [];

    /// <summary>The tags that describe the application; up to 5, each of up to 20 characters.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The scopes and permissions of the default authorisation link; null if not enabled.</summary>
    public InstallParams? InstallParams { get; init; }

    /// <summary>The default scopes and permissions for installation in guilds and to users; null if Discord did not send it.</summary>
    public IntegrationTypesConfig? IntegrationTypesConfig { get; init; }

    /// <summary>The custom authorisation link; null if none.</summary>
    public string? CustomInstallUrl { get; init; }

    /// <summary>The address of the icon; null if there is none.</summary>
    /// <inheritdoc cref="User.GetAvatarUrl"/>
    public Uri? GetIconUrl(int size = 128, ImageFormat format = ImageFormat.Auto) =>
        Cdn.GetStill($"app-icons/{Id}", Icon, size, format);

    /// <summary>The address of the default image of Rich Presence invitations; null if there is none.</summary>
    /// <inheritdoc cref="User.GetAvatarUrl"/>
    public Uri? GetCoverImageUrl(int size = 512, ImageFormat format = ImageFormat.Auto) =>
        Cdn.GetStill($"app-icons/{Id}", CoverImage, size, format);
}

/// <summary>Whether Discord sends webhook events to an application over HTTP. Discord's documentation: <see href="https://discord.com/developers/docs/resources/application#application-object-application-event-webhook-status">Application › Event Webhook Status</see>.</summary>
public enum EventWebhookStatus : long
{
    /// <summary>DISABLED: disabled by the developer.</summary>
    Disabled = 1,

    /// <summary>ENABLED: enabled by the developer.</summary>
    Enabled = 2,

    /// <summary>DISABLED_BY_DISCORD: disabled by Discord, usually for inactivity.</summary>
    DisabledByDiscord = 3,
}
