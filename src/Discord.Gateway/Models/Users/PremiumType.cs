namespace Discord.Gateway.Models;

/// <summary>A user's Nitro subscription. Discord's documentation: <see href="https://discord.com/developers/docs/resources/user#user-object-premium-types">User › Premium Types</see>.</summary>
public enum PremiumType : long
{
    /// <summary>NONE: no subscription.</summary>
    None = 0,

    /// <summary>NITRO_CLASSIC: Nitro Classic.</summary>
    NitroClassic = 1,

    /// <summary>NITRO: Nitro.</summary>
    Nitro = 2,

    /// <summary>NITRO_BASIC: Nitro Basic.</summary>
    NitroBasic = 3,
}
