using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>
/// RESUMED: the session continues on a new connection, and all events missed in between were delivered before this one. Sent regardless of
/// intents. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway-events#resumed">Gateway Events › Resumed</see>.
/// </summary>
[JsonModel]
[Dispatch("RESUMED")]
public sealed partial record ResumedEvent : GatewayEvent;
