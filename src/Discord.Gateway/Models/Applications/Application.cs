using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>An application. READY tells id and flags only. Discord's documentation: <see href="https://discord.com/developers/docs/resources/application#application-object">Application › Application Object</see>.</summary>
[JsonModel]
public sealed partial record Application
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

    /// <summary>Origins allowed for RPC.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> RpcOrigins { get; init; } = [];

    /// <summary>Whether everyone may add its bot.</summary>
    public bool BotPublic { get; init; }

    /// <summary>Whether its bot joins only after the whole OAuth2 flow.</summary>
    public bool BotRequireCodeGrant { get; init; }

    /// <summary>Its bot; some properties.</summary>
    public User? Bot { get; init; }

    /// <summary>The address of its terms of service.</summary>
    public string? TermsOfServiceUrl { get; init; }

    /// <summary>The address of its privacy policy.</summary>
    public string? PrivacyPolicyUrl { get; init; }

    /// <summary>Its owner; some properties.</summary>
    public User? Owner { get; init; }

    /// <summary>The public key that interactions over HTTP are verified with, hexadecimal.</summary>
    public string VerifyKey { get; init; } = "";

    /// <summary>The team it belongs to; null for none.</summary>
    [NeverAbsent]
    public Team? Team { get; init; }

    /// <summary>The guild it belongs to, its support server for instance.</summary>
    public Id<Guild>? GuildId { get; init; }

    /// <summary>That guild; some properties.</summary>
    public Guild? Guild { get; init; }

    /// <summary>The SKU of the game that it is.</summary>
    public Id<Sku>? PrimarySkuId { get; init; }

    /// <summary>The end of its store page's address.</summary>
    public string? Slug { get; init; }

    /// <summary>The cover's hash; null for none.</summary>
    public ImageHash? CoverImage { get; init; }

    /// <summary>Its flags, up to bit 30.</summary>
    public ApplicationFlags? Flags { get; init; }

    /// <summary>Its flags, all of them.</summary>
    [AsString]
    public ApplicationFlags? FlagsNew { get; init; }

    /// <summary>About how many guilds it is in.</summary>
    public int? ApproximateGuildCount { get; init; }

    /// <summary>About how many users installed it.</summary>
    public int? ApproximateUserInstallCount { get; init; }

    /// <summary>About how many users authorised it.</summary>
    public int? ApproximateUserAuthorizationCount { get; init; }

    /// <summary>Where OAuth2 may redirect.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    /// <summary>Where interactions are sent over HTTP; null if over the gateway.</summary>
    public string? InteractionsEndpointUrl { get; init; }

    /// <summary>The address for linked roles.</summary>
    public string? RoleConnectionsVerificationUrl { get; init; }

    /// <summary>Where events are sent over HTTP.</summary>
    public string? EventWebhooksUrl { get; init; }

    /// <summary>Whether they are.</summary>
    public EventWebhookStatus? EventWebhooksStatus { get; init; }

    /// <summary>Which of them.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> EventWebhooksTypes { get; init; } = [];

    /// <summary>Words that describe it; up to 5.</summary>
    [MayBeAbsent]
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>How it is installed by default.</summary>
    public InstallParams? InstallParams { get; init; }

    /// <summary>How it is installed in guilds, and for users.</summary>
    public IntegrationTypesConfig? IntegrationTypesConfig { get; init; }

    /// <summary>Its own address for installing.</summary>
    public string? CustomInstallUrl { get; init; }

    /// <summary>Where the icon is; null if there is none.</summary>
    /// <inheritdoc cref="User.GetAvatarUrl"/>
    public Uri? GetIconUrl(int size = 128, ImageFormat format = ImageFormat.Auto) =>
        Cdn.GetStill($"app-icons/{Id}", Icon, size, format);

    /// <summary>Where the cover is; null if there is none.</summary>
    /// <inheritdoc cref="User.GetAvatarUrl"/>
    public Uri? GetCoverImageUrl(int size = 512, ImageFormat format = ImageFormat.Auto) =>
        Cdn.GetStill($"app-icons/{Id}", CoverImage, size, format);
}

/// <summary>Whether an application gets events over HTTP. Discord's documentation: <see href="https://discord.com/developers/docs/resources/application#application-object-application-event-webhook-status">Application › Event Webhook Status</see>.</summary>
public enum EventWebhookStatus : long
{
    /// <summary>DISABLED: by the developer.</summary>
    Disabled = 1,

    /// <summary>ENABLED.</summary>
    Enabled = 2,

    /// <summary>DISABLED_BY_DISCORD: for not answering.</summary>
    DisabledByDiscord = 3,
}
