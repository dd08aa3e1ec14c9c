namespace Discord.Gateway.Models;

/// <summary>Marks of an account. Discord's documentation: <see href="https://discord.com/developers/docs/resources/user#user-object-user-flags">User › User Flags</see>.</summary>
[Flags]
public enum UserFlags : ulong
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>STAFF: a Discord employee.</summary>
    Staff = 1UL << 0,

    /// <summary>PARTNER: a partnered server's owner.</summary>
    Partner = 1UL << 1,

    /// <summary>HYPESQUAD: HypeSquad Events member.</summary>
    Hypesquad = 1UL << 2,

    /// <summary>BUG_HUNTER_LEVEL_1: bug hunter, level 1.</summary>
    BugHunterLevel1 = 1UL << 3,

    /// <summary>MFA_SMS: has SMS as second factor, undocumented.</summary>
    MfaSms = 1UL << 4,

    /// <summary>PREMIUM_PROMO_DISMISSED: undocumented.</summary>
    PremiumPromoDismissed = 1UL << 5,

    /// <summary>HYPESQUAD_ONLINE_HOUSE_1: House Bravery.</summary>
    HypesquadOnlineHouse1 = 1UL << 6,

    /// <summary>HYPESQUAD_ONLINE_HOUSE_2: House Brilliance.</summary>
    HypesquadOnlineHouse2 = 1UL << 7,

    /// <summary>HYPESQUAD_ONLINE_HOUSE_3: House Balance.</summary>
    HypesquadOnlineHouse3 = 1UL << 8,

    /// <summary>PREMIUM_EARLY_SUPPORTER: early Nitro supporter.</summary>
    PremiumEarlySupporter = 1UL << 9,

    /// <summary>TEAM_PSEUDO_USER: the user is a team.</summary>
    TeamPseudoUser = 1UL << 10,

    /// <summary>HAS_UNREAD_URGENT_MESSAGES: undocumented.</summary>
    HasUnreadUrgentMessages = 1UL << 13,

    /// <summary>BUG_HUNTER_LEVEL_2: bug hunter, level 2.</summary>
    BugHunterLevel2 = 1UL << 14,

    /// <summary>VERIFIED_BOT: a verified bot.</summary>
    VerifiedBot = 1UL << 16,

    /// <summary>VERIFIED_DEVELOPER: early verified bot developer.</summary>
    VerifiedDeveloper = 1UL << 17,

    /// <summary>CERTIFIED_MODERATOR: moderator programs alumnus.</summary>
    CertifiedModerator = 1UL << 18,

    /// <summary>BOT_HTTP_INTERACTIONS: the bot takes interactions over HTTP only, and is shown as online.</summary>
    BotHttpInteractions = 1UL << 19,

    /// <summary>SPAMMER: marked as a spammer, undocumented.</summary>
    Spammer = 1UL << 20,

    /// <summary>DISABLE_PREMIUM: undocumented.</summary>
    DisablePremium = 1UL << 21,

    /// <summary>ACTIVE_DEVELOPER: active developer, no longer given.</summary>
    ActiveDeveloper = 1UL << 22,

    /// <summary>QUARANTINED: temporarily restricted, undocumented.</summary>
    Quarantined = 1UL << 44,

    /// <summary>COLLABORATOR: undocumented.</summary>
    Collaborator = 1UL << 50,

    /// <summary>RESTRICTED_COLLABORATOR: undocumented.</summary>
    RestrictedCollaborator = 1UL << 51,
}
