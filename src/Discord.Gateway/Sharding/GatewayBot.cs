namespace Discord.Gateway;

/// <summary>What Discord recommends for a bot: <c>GET /gateway/bot</c>. Discord's documentation: <i>Gateway › Get Gateway Bot</i>.</summary>
/// <param name="Url">Where to connect.</param>
/// <param name="Shards">How many shards.</param>
/// <param name="SessionStartLimit">How many sessions may still be started.</param>
public sealed record GatewayBot(Uri Url, int Shards, SessionStartLimit SessionStartLimit);
