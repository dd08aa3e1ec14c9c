namespace Discord.Gateway.Models;

/// <summary>Flags of an account. Discord's documentation: <see href="https://discord.com/developers/docs/resources/user#user-object-user-flags">User › User Flags</see>.</summary>
[Flags]
public enum UserFlags : ulong
{
    /// <summary>No flags.</summary>
    None = 0,

    /// <summary>STAFF: an employee of Discord.</summary>
    Staff = 1UL << 0,

    /// <summary>PARTNER: an owner of a partnered guild.</summary>
    Partner = 1UL << 1,

    /// <summary>HYPESQUAD: a member of HypeSquad Events.</summary>
    Hypesquad = 1UL << 2,

    /// <summary>BUG_HUNTER_LEVEL_1: bug hunter, level 1.</summary>
    BugHunterLevel1 = 1UL << 3,

    /// <summary>MFA_SMS: has SMS as second factor, undocumented.</summary>
    MfaSms = 1UL << 4,

    /// <summary>PREMIUM_PROMO_DISMISSED: undocumented.</summary>
    PremiumPromoDismissed = 1UL << 5,

    /// <summary>HYPESQUAD_ONLINE_HOUSE_1: a member of House Bravery.</summary>
    HypesquadOnlineHouse1 = 1UL << 6,

    /// <summary>HYPESQUAD_ONLINE_HOUSE_2: a member of House Brilliance.</summary>
    HypesquadOnlineHouse2 = 1UL << 7,

    /// <summary>HYPESQUAD_ONLINE_HOUSE_3: a member of House Balance.</summary>
    HypesquadOnlineHouse3 = 1UL << 8,

    /// <summary>PREMIUM_EARLY_SUPPORTER: an early supporter of Nitro.</summary>
    PremiumEarlySupporter = 1UL << 9,

    /// <summary>TEAM_PSEUDO_USER: not a user, but a team.</summary>
    TeamPseudoUser = 1UL << 10,

    /// <summary>HAS_UNREAD_URGENT_MESSAGES: undocumented.</summary>
    HasUnreadUrgentMessages = 1UL << 13,

    /// <summary>BUG_HUNTER_LEVEL_2: bug hunter, level 2.</summary>
    BugHunterLevel2 = 1UL << 14,

    /// <summary>VERIFIED_BOT: a verified bot.</summary>
    VerifiedBot = 1UL << 16,

    /// <summary>VERIFIED_DEVELOPER: an early developer of a verified bot.</summary>
    VerifiedDeveloper = 1UL << 17,

    /// <summary>CERTIFIED_MODERATOR: an alumnus of the moderator programs.</summary>
    CertifiedModerator = 1UL << 18,

    /// <summary>BOT_HTTP_INTERACTIONS: a bot that receives interactions over HTTP only, and is shown as online.</summary>
    BotHttpInteractions = 1UL << 19,

    /// <summary>SPAMMER: marked as a spammer, undocumented.</summary>
    Spammer = 1UL << 20,

    /// <summary>DISABLE_PREMIUM: undocumented.</summary>
    DisablePremium = 1UL << 21,

    /// <summary>ACTIVE_DEVELOPER: active developer; deprecated, undocumented.</summary>
    ActiveDeveloper = 1UL << 22,

    /// <summary>QUARANTINED: temporarily restricted, undocumented.</summary>
    Quarantined = 1UL << 44,

    /// <summary>COLLABORATOR: undocumented.</summary>
    Collaborator = 1UL << 50,

    /// <summary>RESTRICTED_COLLABORATOR: undocumented.</summary>
    RestrictedCollaborator = 1UL << 51,
}
