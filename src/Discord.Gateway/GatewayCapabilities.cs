namespace Discord.Gateway;

/// <summary>
/// What a bot tells Discord that it can deal with, when it identifies. Discord's change log: <i>August 12, 2026</i>. Bits that Discord adds may be given by their number.
/// </summary>
[Flags]
public enum GatewayCapabilities
{
    /// <summary>None: nothing is sent.</summary>
    None = 0,

    /// <summary>
    /// CHANNEL_OBFUSCATION: channels that the bot may not view arrive without their names and settings; see <see cref="Models.Channel"/>. Discord does the same to all bots,
    /// whether they ask for it or not, from the day that its change log names.
    /// </summary>
    ChannelObfuscation = 1 << 15,
}
