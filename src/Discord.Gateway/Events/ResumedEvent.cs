using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// RESUMED: the session continues on a new connection, and all events missed in between have been handed out before this one. Sent whatever the
/// intents. Discord's documentation: <i>Gateway Events › Resumed</i>.
/// </summary>
[JsonModel]
[Dispatch("RESUMED")]
public sealed partial record ResumedEvent : GatewayEvent;
