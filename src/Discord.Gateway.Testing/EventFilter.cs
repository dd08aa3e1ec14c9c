using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Discord.Gateway.Models;

namespace Discord.Gateway.Testing;

/// <summary>
/// What of an event a session with certain intents is told. Discord's documentation: <see href="https://discord.com/developers/docs/events/gateway#list-of-intents">Gateway › List of Intents</see>, <i>Caveats</i> and <i>Message Content Intent</i>.
/// </summary>
internal sealed class EventFilter
{
    private const GatewayIntents Direct = GatewayIntents.DirectMessages | GatewayIntents.DirectMessageReactions | GatewayIntents.DirectMessageTyping
        | GatewayIntents.DirectMessagePolls;

    private readonly string _data;
    private readonly bool _isOfBot;
    private readonly GatewayEventType _type;
    private readonly GatewayIntents _needed;
    private readonly string _botId;
    private string? _withoutContent;

    internal EventFilter(string name, string data, JsonElement root, Id<User> botId)
    {
        _data = data;
        _botId = botId.ToString();
        _type = GatewayEventTypeExtensions.ParseEventName(name);
        GuildId = SimulatorJson.GetId(root, "guild_id")
            ?? (_type is GatewayEventType.GuildCreate or GatewayEventType.GuildUpdate or GatewayEventType.GuildDelete ? SimulatorJson.GetId(root, "id") : null);
        GatewayIntents intents = _type.GetIntents();
        GatewayIntents ofPlace = GuildId is null ? intents & Direct : intents & ~Direct;
        _needed = ofPlace == 0 ? intents : ofPlace;
        _isOfBot = root.ValueKind == JsonValueKind.Object && IsOfBot(root);
    }

    /// <summary>The guild that it belongs to; null for none.</summary>
    internal ulong? GuildId { get; }

    /// <summary>Its data for a session with these intents; null if it is not told of it.</summary>
    internal string? GetData(GatewayIntents intents)
    {
        // Of its own member and threads, a bot is told whatever its intents.
        bool isTold = _type switch
        {
            GatewayEventType.GuildMemberUpdate => _isOfBot || (intents & _needed) != 0,
            GatewayEventType.ThreadMembersUpdate => intents.HasFlag(GatewayIntents.GuildMembers) || (_isOfBot && intents.HasFlag(GatewayIntents.Guilds)),
            _ => _needed == 0 || (intents & _needed) != 0,
        };
        if (!isTold)
        {
            return null;
        }

        bool seesContent = intents.HasFlag(GatewayIntents.MessageContent);
        return seesContent ? _data : _withoutContent ??= WithoutContent();
    }

    private bool IsOfBot(JsonElement root) => _type switch
    {
        GatewayEventType.GuildMemberUpdate => root.TryGetProperty("user", out JsonElement user) && SimulatorJson.GetString(user, "id") == _botId,
        GatewayEventType.ThreadMembersUpdate => HasItem(root, "added_members", member => SimulatorJson.GetString(member, "user_id") == _botId)
            || HasItem(root, "removed_member_ids", id => id.ToString() == _botId),
        _ => false,
    };

    private static bool HasItem(JsonElement root, string property, Func<JsonElement, bool> isWanted) =>
        root.TryGetProperty(property, out JsonElement list) && list.ValueKind == JsonValueKind.Array && list.EnumerateArray().Any(isWanted);

    private string WithoutContent()
    {
        switch (_type)
        {
            // In direct messages, everything is shown.
            case GatewayEventType.MessageCreate or GatewayEventType.MessageUpdate when GuildId is not null && Parse() is { } message:
                Blank(message);
                return message.ToJsonString();
            case GatewayEventType.AutoModerationActionExecution when Parse() is { } action:
                action["content"] = "";
                action["matched_content"] = "";
                return action.ToJsonString();
            default:
                return _data;
        }
    }

    /// <summary>Null for what is no usual JSON: tests send that too, and it has no content to hide.</summary>
    private JsonObject? Parse() => SimulatorJson.TryParse(Encoding.UTF8.GetBytes(_data), out _) ? JsonNode.Parse(_data) as JsonObject : null;

    private void Blank(JsonObject message)
    {
        if (message["referenced_message"] is JsonObject referenced)
        {
            Blank(referenced);
        }

        if (IsShown(message))
        {
            return;
        }

        BlankFields(message);
        foreach (JsonNode? snapshot in message["message_snapshots"] as JsonArray ?? [])
        {
            if ((snapshot as JsonObject)?["message"] is JsonObject forwarded)
            {
                BlankFields(forwarded);
            }
        }
    }

    private static void BlankFields(JsonObject message)
    {
        SetIfThere(message, "content", "");
        SetIfThere(message, "embeds", new JsonArray());
        SetIfThere(message, "attachments", new JsonArray());
        SetIfThere(message, "components", new JsonArray());
        message.Remove("poll");
    }

    private static void SetIfThere(JsonObject message, string key, JsonNode value)
    {
        if (message.ContainsKey(key))
        {
            message[key] = value;
        }
    }

    /// <summary>The bot's own messages, and those that mention it.</summary>
    private bool IsShown(JsonObject message) =>
        IdOf(message["author"]) == _botId || (message["mentions"] as JsonArray ?? []).Any(user => IdOf(user) == _botId);

    private static string? IdOf(JsonNode? user) => (user as JsonObject)?["id"]?.ToString();
}
