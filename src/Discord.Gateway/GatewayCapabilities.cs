namespace Discord.Gateway;

/// <summary>
/// The capabilities that a bot declares when it identifies. Discord's change log: <i>August 12, 2026</i>. Newer bits can be set by their number.
/// </summary>
[Flags]
public enum GatewayCapabilities
{
    /// <summary>No capabilities; the field is not sent.</summary>
    None = 0,

    /// <summary>
    /// CHANNEL_OBFUSCATION: channels that the bot may not view arrive without their names and settings; see <see cref="Models.Channel"/>. From the date in its change log on, Discord does so
    /// for all bots, with or without this capability.
    /// </summary>
    ChannelObfuscation = 1 << 15,
}
