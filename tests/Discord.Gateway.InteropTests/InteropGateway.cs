using System.Globalization;
using System.Text;
using Discord.Gateway.Models;
using Discord.Gateway.Testing;

namespace Discord.Gateway.InteropTests;

/// <summary>The gateway that all clients meet: a bot and a guild whose ids and token have the form of Discord's.</summary>
internal static class InteropGateway
{
    /// <summary>The intents of every client: guilds, their messages, and the content of these.</summary>
    internal const GatewayIntents Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.MessageContent;

    private const ulong BotId = 1_201_234_567_890_123_456;

    /// <summary>The only guild.</summary>
    internal static SimulatedGuild Guild { get; } = new(1_202_345_678_901_234_560, "Home");

    /// <summary>Discord's form: the bot's id in Base64, and two more parts.</summary>
    private static string Token { get; } =
        Convert.ToBase64String(Encoding.ASCII.GetBytes(BotId.ToString(CultureInfo.InvariantCulture))).TrimEnd('=') + ".GAbCdE.simulated-simulated-simulated-simul";

    /// <summary>Options with a heartbeat interval. Clients that count heartbeats against their rate limit cannot identify when it is below 2 s.</summary>
    internal static GatewaySimulatorOptions CreateOptions(TimeSpan heartbeatInterval) => new()
    {
        Token = Token,
        BotId = BotId,
        Guilds = [Guild],
        HeartbeatInterval = heartbeatInterval,
    };

    /// <summary>A slash command of a member, as Discord sends it.</summary>
    internal static string CreateCommand(ulong id, string name) => $$"""
        {
          "id": "{{id}}", "application_id": "{{BotId}}", "type": 2, "token": "interaction-token-{{id}}", "version": 1,
          "guild_id": "{{Guild.Id}}", "channel_id": "{{Guild.ChannelId}}",
          "guild": {"id": "{{Guild.Id}}", "locale": "en-US", "features": []},
          "channel": {"id": "{{Guild.ChannelId}}", "guild_id": "{{Guild.Id}}", "type": 0, "name": "general", "position": 0, "permissions": "2147483647",
            "parent_id": null, "topic": null, "nsfw": false, "rate_limit_per_user": 0, "flags": 0, "last_message_id": null},
          "member": {"user": {{CreateUser()}}, "nick": null, "avatar": null, "roles": [], "joined_at": "2026-01-01T00:00:00.000000+00:00",
            "premium_since": null, "deaf": false, "mute": false, "pending": false, "flags": 0, "communication_disabled_until": null, "permissions": "2147483647"},
          "app_permissions": "2147483647", "locale": "en-US", "guild_locale": "en-US", "entitlements": [], "entitlement_sku_ids": [],
          "authorizing_integration_owners": {"0": "{{Guild.Id}}"}, "context": 0, "attachment_size_limit": 10485760,
          "data": {"id": "{{id + 1}}", "name": "{{name}}", "type": 1, "guild_id": "{{Guild.Id}}"}
        }
        """;

    private static string CreateUser() => $$"""
        {"id": "{{Guild.GetMemberId(0)}}", "username": "member0", "discriminator": "0", "global_name": null, "avatar": null, "avatar_decoration_data": null,
          "collectibles": null, "clan": null, "primary_guild": null, "display_name_styles": null, "public_flags": 0}
        """;
}
