using Discord.Gateway.Events;

namespace Discord.Gateway;

/// <summary>
/// RESUMED: the session continues on a new connection, and all events missed in between have been handed out before this one. Sent whatever the intents.
/// Discord's documentation: <i>Gateway Events › Resumed</i>.
/// </summary>
public sealed record ResumedEvent : GatewayEvent
{
    /// <inheritdoc/>
    public override GatewayEventType Type => GatewayEventType.Resumed;

    // Documented as without data, seen with a trace, so nothing of it is read.
    internal static GatewayEvent Decode(ReadOnlySpan<byte> data) => new ResumedEvent();
}
