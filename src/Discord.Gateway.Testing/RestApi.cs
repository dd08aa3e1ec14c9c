using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Discord.Gateway.Models;

namespace Discord.Gateway.Testing;

/// <summary>What a request to the REST API is answered with.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Json">The body; null for none.</param>
internal readonly record struct RestAnswer(int Status, string? Json);

/// <summary>
/// The part of Discord's REST API that bots call when they start and in their first handlers. Everything else is not found, and says so as Discord does. Pure but for what it
/// keeps: the commands that were put, and the interactions that were answered.
/// </summary>
internal sealed partial class RestApi(GatewaySimulator simulator)
{
    private const long Ephemeral = 1 << 6;
    private const int MaxContent = 2000;

    private static readonly string[] ContentKeys = ["embeds", "components", "sticker_ids", "attachments"];

    /// <summary>How long an interaction waits for its first answer.</summary>
    private static readonly TimeSpan InteractionWait = TimeSpan.FromSeconds(3);

    /// <summary>How long its token is good for after that.</summary>
    private static readonly TimeSpan InteractionLife = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, JsonArray> _commands = [];
    private readonly Dictionary<string, OpenInteraction> _interactions = [];
    private readonly List<(string Event, string Json)> _toTell = [];
    private readonly Dictionary<ulong, User> _directChannels = [];

    private sealed record OpenInteraction(string Id, DateTimeOffset At, ulong? ChannelId)
    {
        internal JsonObject? Message { get; set; }

        internal bool IsAnswered { get; set; }
    }

    /// <summary>An interaction was dispatched: it may be answered from now on.</summary>
    internal void Open(JsonElement interaction)
    {
        if (SimulatorJson.GetString(interaction, "token") is { } token && SimulatorJson.GetString(interaction, "id") is { } id)
        {
            lock (_lock)
            {
                foreach (string over in _interactions.Where(other => simulator.Now - other.Value.At > InteractionLife).Select(other => other.Key).ToList())
                {
                    _interactions.Remove(over);
                }

                _interactions[token] = new OpenInteraction(id, simulator.Now, SimulatorJson.GetId(interaction, "channel_id"));
            }
        }
    }

    /// <summary>The direct channel with a user, which has the user's id.</summary>
    internal Id<Channel> OpenDirect(User user)
    {
        lock (_lock)
        {
            _directChannels[user.Id.Value] = user;
        }

        return user.Id.As<Channel>();
    }

    internal RestAnswer Answer(string method, string path, string? authorization, string body)
    {
        body = WithoutFiles(body);
        bool wantsResponse = path.Contains("with_response=true", StringComparison.OrdinalIgnoreCase);
        path = WithoutVersion(path);
        JsonNode? json = null;
        RestAnswer answer;
        (string Event, string Json)[] toTell = [];
        if (body.Length > 0 && !TryParse(body, out json))
        {
            answer = Error(400, 50109, "The request body contains invalid JSON.");
        }
        else
        {
            lock (_lock)
            {
                answer = Route(method, path.Trim('/').Split('/'), authorization, json, wantsResponse);
                toTell = [.. _toTell];
                _toTell.Clear();
            }
        }

        simulator.Record(new RecordedRequest(method, path, ToElement(json), answer.Status, simulator.Now));

        // Under no lock: in memory, the client runs right here.
        foreach ((string name, string data) in toTell)
        {
            _ = simulator.DispatchAsync(name, data);
        }

        return answer;
    }

    private static JsonElement ToElement(JsonNode? json)
    {
        if (json is null)
        {
            return default;
        }

        using var document = JsonDocument.Parse(json.ToJsonString());
        return document.RootElement.Clone();
    }

    /// <summary>Of a form with files, the part that is the message.</summary>
    private static string WithoutFiles(string body)
    {
        int part = body.StartsWith("--", StringComparison.Ordinal) ? body.IndexOf("name=\"payload_json\"", StringComparison.Ordinal) : -1;
        part = part < 0 && body.StartsWith("--", StringComparison.Ordinal) ? body.IndexOf("name=payload_json", StringComparison.Ordinal) : part;
        int start = part < 0 ? -1 : body.IndexOf("\r\n\r\n", part, StringComparison.Ordinal);
        int end = start < 0 ? -1 : body.IndexOf("\r\n--", start + 4, StringComparison.Ordinal);
        return end < 0 ? body : body[(start + 4)..end];
    }

    /// <summary>The path without <c>/api</c>, a version, a query.</summary>
    private static string WithoutVersion(string path)
    {
        path = Uri.UnescapeDataString(path.Split('?')[0]);
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        int skipped = parts is ["api", ..] ? 1 : 0;
        skipped += parts.Length > skipped && parts[skipped] is ['v', >= '0' and <= '9', ..] ? 1 : 0;
        return "/" + string.Join('/', parts.Skip(skipped));
    }

    private static bool TryParse(string body, out JsonNode? json)
    {
        bool isJson = SimulatorJson.TryParse(Encoding.UTF8.GetBytes(body), out JsonElement root);
        json = isJson ? JsonNode.Parse(root.GetRawText()) : null;
        return isJson;
    }

    private RestAnswer Route(string method, string[] path, string? authorization, JsonNode? body, bool wantsResponse)
    {
        // What an interaction's token allows needs no other.
        switch (method, path)
        {
            case ("GET", ["gateway"]):
                return Ok(new JsonObject { ["url"] = simulator.GatewayUri.AbsoluteUri });
            case ("POST", ["interactions", var id, var token, "callback"]):
                return AnswerInteraction(id, token, body as JsonObject, wantsResponse);
            case (_, ["webhooks", _, var token, .. var rest]) when rest is [] or ["messages", _]:
                return FollowUp(method, token, rest, body as JsonObject);
        }

        if (authorization != $"Bot {simulator.Options.Token}")
        {
            return Error(401, 0, "401: Unauthorized");
        }

        return (method, path) switch
        {
            ("GET", ["gateway", "bot"]) => new RestAnswer(200, simulator.GetGatewayBotJson()),
            ("GET", ["users", "@me"]) => Ok(Write(simulator.Bot)),
            ("GET", ["applications", "@me"]) or ("GET", ["oauth2", "applications", "@me"]) => Ok(Application()),
            ("GET", ["voice", "regions"]) => Ok(new JsonArray(new JsonObject
            {
                ["id"] = "simulator",
                ["name"] = "Simulator",
                ["optimal"] = true,
                ["deprecated"] = false,
                ["custom"] = false,
            })),
            (_, ["applications", var app, "commands"]) => Commands(method, app, guild: null, body),
            (_, ["applications", var app, "guilds", var guild, "commands"]) => Commands(method, app, guild, body),
            ("POST", ["channels", var channel, "messages"]) => CreateMessage(channel, body as JsonObject),
            ("DELETE", ["channels", var channel, "messages", var message]) => DeleteMessage(channel, message),
            ("POST", ["channels", var channel, "typing"]) => IsChannel(channel, out _) ? new RestAnswer(204, null) : Error(404, 10003, "Unknown Channel"),
            ("POST", ["users", "@me", "channels"]) => CreateDirect(body as JsonObject),
            _ => Error(404, 0, "404: Not Found"),
        };
    }

    private JsonObject Application() => new()
    {
        ["id"] = simulator.Options.BotId.ToString(),
        ["name"] = simulator.Bot.Username,
        ["icon"] = null,
        ["description"] = "",
        ["summary"] = "",
        ["bot_public"] = true,
        ["bot_require_code_grant"] = false,
        ["verify_key"] = new string('0', 64),
        ["flags"] = 0,
        ["owner"] = Write(SimulatedObjects.User(simulator.Options.BotId.Value + 1, "owner")),
        ["team"] = null,
        ["bot"] = Write(simulator.Bot),
        ["approximate_guild_count"] = simulator.Guilds.Count,
    };

    private RestAnswer AnswerInteraction(string id, string token, JsonObject? body, bool wantsResponse)
    {
        if (!_interactions.TryGetValue(token, out OpenInteraction? interaction) || interaction.Id != id
            || (!interaction.IsAnswered && simulator.Now - interaction.At > InteractionWait))
        {
            return Error(404, 10062, "Unknown interaction");
        }

        if (interaction.IsAnswered)
        {
            return Error(400, 40060, "Interaction has already been acknowledged.");
        }

        if (body?["type"] is not JsonValue type || !type.TryGetValue(out int kind) || kind is not (1 or (>= 4 and <= 10) or 12))
        {
            return InvalidForm("type", "BASE_TYPE_CHOICES", "Value must be one of the callback types.");
        }

        if (FindInvalid(body["data"] as JsonObject) is { } invalid)
        {
            return invalid;
        }

        if (kind == 4 && IsEmpty(body["data"] as JsonObject))
        {
            return Error(400, 50006, "Cannot send an empty message");
        }

        interaction.IsAnswered = true;
        interaction.Message = kind is 4 or 5 ? NewMessage(interaction.ChannelId, body["data"] as JsonObject) : null;
        if (kind == 4 && !IsEphemeral(interaction.Message!) && IsChannel($"{interaction.ChannelId}", out SimulatedGuild? guild))
        {
            Tell(interaction.Message!, guild);
        }

        return wantsResponse ? Ok(ToResponse(interaction, kind)) : new RestAnswer(204, null);
    }

    /// <summary>What became of the answer. Discord's documentation: <i>Interaction Callback Response Object</i>.</summary>
    private static JsonObject ToResponse(OpenInteraction interaction, int kind)
    {
        var told = new JsonObject { ["id"] = interaction.Id, ["type"] = 2 };
        var resource = new JsonObject { ["type"] = kind };
        if (interaction.Message is { } message)
        {
            told["response_message_id"] = message["id"]!.DeepClone();
            told["response_message_loading"] = kind == 5;
            told["response_message_ephemeral"] = IsEphemeral(message);
            resource["message"] = message.DeepClone();
        }

        return new JsonObject { ["interaction"] = told, ["resource"] = resource };
    }

    private static bool IsEphemeral(JsonObject message) => message["flags"] is JsonValue flags && flags.TryGetValue(out long bits) && (bits & Ephemeral) != 0;

    private RestAnswer FollowUp(string method, string token, string[] rest, JsonObject? body)
    {
        if (!_interactions.TryGetValue(token, out OpenInteraction? interaction) || simulator.Now - interaction.At > InteractionLife || !interaction.IsAnswered)
        {
            return Error(404, 10015, "Unknown Webhook");
        }

        switch (method, rest)
        {
            case ("POST", []) or ("PATCH", _) when FindInvalid(body) is { } invalid:
                return invalid;
            case ("POST", []):
                return IsEmpty(body) ? Error(400, 50006, "Cannot send an empty message") : Ok(NewMessage(interaction.ChannelId, body));
            case (_, ["messages", _]) when interaction.Message is null:
                return Error(404, 10008, "Unknown Message");
            case ("GET", ["messages", _]):
                return Ok(interaction.Message!.DeepClone());
            case ("PATCH", ["messages", _]):
                foreach ((string key, JsonNode? value) in body ?? [])
                {
                    interaction.Message![key] = value?.DeepClone();
                }

                return Ok(interaction.Message!.DeepClone());
            case ("DELETE", ["messages", _]):
                interaction.Message = null;
                return new RestAnswer(204, null);
            default:
                return Error(404, 0, "404: Not Found");
        }
    }

    private RestAnswer CreateMessage(string channel, JsonObject? body)
    {
        if (!IsChannel(channel, out SimulatedGuild? guild))
        {
            return Error(404, 10003, "Unknown Channel");
        }

        if (FindInvalid(body) is { } invalid)
        {
            return invalid;
        }

        if (IsEmpty(body))
        {
            return Error(400, 50006, "Cannot send an empty message");
        }

        JsonObject message = NewMessage(ulong.Parse(channel, CultureInfo.InvariantCulture), body);
        if (body!["nonce"] is { } nonce)
        {
            message["nonce"] = nonce.DeepClone();
        }

        Tell(message, guild);
        return Ok(message);
    }

    /// <summary>The bot is told of its own message, as of everybody's.</summary>
    private void Tell(JsonObject message, SimulatedGuild? guild)
    {
        JsonObject told = message.DeepClone().AsObject();
        if (guild is not null)
        {
            told["guild_id"] = guild.Id.ToString();
        }

        _toTell.Add(("MESSAGE_CREATE", told.ToJsonString()));
    }

    /// <summary>What was written is not kept here: whatever message a channel is asked to delete, it had.</summary>
    private RestAnswer DeleteMessage(string channel, string message)
    {
        if (!IsChannel(channel, out SimulatedGuild? guild))
        {
            return Error(404, 10003, "Unknown Channel");
        }

        if (!ulong.TryParse(message, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            return Error(400, 50035, "Invalid Form Body");
        }

        var deleted = new JsonObject { ["id"] = message, ["channel_id"] = channel };
        if (guild is not null)
        {
            deleted["guild_id"] = guild.Id.ToString();
        }

        _toTell.Add(("MESSAGE_DELETE", deleted.ToJsonString()));
        return new RestAnswer(204, null);
    }

    private JsonObject NewMessage(ulong? channel, JsonObject? body) => new()
    {
        ["id"] = NewId(),
        ["channel_id"] = (channel ?? 0).ToString(CultureInfo.InvariantCulture),
        ["author"] = Write(simulator.Bot),
        ["content"] = body?["content"]?.DeepClone() ?? "",
        ["timestamp"] = simulator.Now.ToString("yyyy-MM-ddTHH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture),
        ["edited_timestamp"] = null,
        ["tts"] = false,
        ["mention_everyone"] = false,
        ["mentions"] = new JsonArray(),
        ["mention_roles"] = new JsonArray(),
        ["attachments"] = new JsonArray(),
        ["embeds"] = body?["embeds"]?.DeepClone() ?? new JsonArray(),
        ["components"] = body?["components"]?.DeepClone() ?? new JsonArray(),
        ["pinned"] = false,
        ["type"] = 0,
        ["flags"] = body?["flags"]?.DeepClone() ?? 0,
    };

    /// <summary>What Discord says of a message's text that is none, or too long; null if it is valid.</summary>
    private static RestAnswer? FindInvalid(JsonObject? message) => message?["content"] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? text) && text.Length <= MaxContent => null,
        JsonValue value when value.TryGetValue(out string? _) => InvalidForm("content", "BASE_TYPE_MAX_LENGTH", $"Must be {MaxContent} or fewer in length."),
        _ => InvalidForm("content", "BASE_TYPE_BAD_TYPE", "Value is not a string."),
    };

    private static RestAnswer InvalidForm(string field, string code, string message) => new(400, new JsonObject
    {
        ["message"] = "Invalid Form Body",
        ["code"] = 50035,
        ["errors"] = new JsonObject { [field] = new JsonObject { ["_errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message }) } },
    }.ToJsonString());

    private static bool IsEmpty(JsonObject? message) => message is null || (string.IsNullOrEmpty(message["content"]?.ToString())
        && ContentKeys.All(key => message[key] is not JsonArray { Count: > 0 }) && message["poll"] is null);

    /// <summary>Whether there is such a channel. A direct one is in no guild.</summary>
    private bool IsChannel(string channel, out SimulatedGuild? guild)
    {
        guild = null;
        if (!ulong.TryParse(channel, out ulong id))
        {
            return false;
        }

        guild = simulator.Guilds.FirstOrDefault(guild => guild.Channels.Concat(guild.Threads).Any(other => other.Id.Value == id));
        return guild is not null || _directChannels.ContainsKey(id);
    }

    private RestAnswer CreateDirect(JsonObject? body)
    {
        if (!ulong.TryParse(body?["recipient_id"]?.ToString(), out ulong id) || FindUser(id) is not { } user)
        {
            return Error(400, 50033, "Invalid Recipient(s)");
        }

        _directChannels[id] = user;
        return Ok(new JsonObject
        {
            ["id"] = user.Id.ToString(),
            ["type"] = 1,
            ["last_message_id"] = null,
            ["flags"] = 0,
            ["recipients"] = new JsonArray(Write(user)),
        });
    }

    private User? FindUser(ulong id) => _directChannels.TryGetValue(id, out User? known) ? known
        : simulator.Guilds.Select(guild => guild.FindMember(id)?.User).FirstOrDefault(user => user is not null);

    private string NewId() => SimulatorEvents.NewId(simulator.Now).ToString(CultureInfo.InvariantCulture);

    private static JsonNode Write(User user) => JsonNode.Parse(SimulatorJson.Write(new UserUpdateEvent { User = user }.WriteTo))!;

    private static RestAnswer Ok(JsonNode json) => new(200, json.ToJsonString());

    private static RestAnswer Error(int status, int code, string message) =>
        new(status, new JsonObject { ["message"] = message, ["code"] = code }.ToJsonString());
}
