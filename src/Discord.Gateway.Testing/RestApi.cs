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
internal sealed class RestApi(GatewaySimulator simulator)
{
    private const long Ephemeral = 1 << 6;

    private static readonly string[] ContentKeys = ["embeds", "components", "sticker_ids", "attachments"];

    /// <summary>How long an interaction waits for its first answer.</summary>
    private static readonly TimeSpan InteractionWait = TimeSpan.FromSeconds(3);

    /// <summary>How long its token is good for after that.</summary>
    private static readonly TimeSpan InteractionLife = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, JsonArray> _commands = [];
    private readonly Dictionary<string, OpenInteraction> _interactions = [];
    private readonly List<string> _toTell = [];

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
                _interactions[token] = new OpenInteraction(id, simulator.Now, SimulatorJson.GetId(interaction, "channel_id"));
            }
        }
    }

    internal RestAnswer Answer(string method, string path, string? authorization, string body)
    {
        bool wantsResponse = path.Contains("with_response=true", StringComparison.OrdinalIgnoreCase);
        path = WithoutVersion(path);
        JsonNode? json = null;
        RestAnswer answer;
        string[] toTell = [];
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
        foreach (string message in toTell)
        {
            _ = simulator.DispatchAsync("MESSAGE_CREATE", message);
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

    /// <summary>The path without <c>/api</c>, a version, a query.</summary>
    private static string WithoutVersion(string path)
    {
        path = path.Split('?')[0];
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        int skipped = parts is ["api", ..] ? 1 : 0;
        skipped += parts.Length > skipped && parts[skipped] is ['v', >= '0' and <= '9', ..] ? 1 : 0;
        return "/" + string.Join('/', parts.Skip(skipped));
    }

    private static bool TryParse(string body, out JsonNode? json)
    {
        try
        {
            json = JsonNode.Parse(body);
            return true;
        }
        catch (JsonException)
        {
            json = null;
            return false;
        }
    }

    private RestAnswer Route(string method, string[] path, string? authorization, JsonNode? body, bool wantsResponse)
    {
        // What an interaction's token allows needs no other.
        switch (method, path)
        {
            case ("GET", ["gateway"]):
                return Ok(new JsonObject { ["url"] = simulator.AdvertisedGatewayUrl });
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
            ("POST", ["channels", var channel, "typing"]) => FindGuildOf(channel) is null ? Error(404, 10003, "Unknown Channel") : new RestAnswer(204, null),
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

    private RestAnswer Commands(string method, string app, string? guild, JsonNode? body)
    {
        if (app != simulator.Options.BotId.ToString())
        {
            return Error(404, 10002, "Unknown Application");
        }

        if (guild is not null && simulator.FindGuild(guild) is null)
        {
            return Error(403, 50001, "Missing Access");
        }

        JsonArray commands = _commands.TryGetValue(guild ?? "", out JsonArray? known) ? known : _commands[guild ?? ""] = [];
        switch (method)
        {
            case "GET":
                return Ok(commands.DeepClone());
            case "PUT" when body is JsonArray all:
                commands = [];
                foreach (JsonNode? command in all)
                {
                    if (command is not JsonObject || command["name"] is null)
                    {
                        return Error(400, 50035, "Invalid Form Body");
                    }

                    commands.Add((JsonNode)Named(command.AsObject(), guild));
                }

                _commands[guild ?? ""] = commands;
                return Ok(commands.DeepClone());
            case "POST" when body is JsonObject command && command["name"] is not null:
                JsonObject added = Named(command, guild);
                commands.Add((JsonNode)added);
                return new RestAnswer(201, added.ToJsonString());
            case "PUT" or "POST":
                return Error(400, 50035, "Invalid Form Body");
            default:
                return Error(405, 0, "405: Method Not Allowed");
        }
    }

    private JsonObject Named(JsonObject command, string? guild)
    {
        JsonObject named = command.DeepClone().AsObject();
        named["id"] ??= NewId();
        named["application_id"] = simulator.Options.BotId.ToString();
        named["version"] = NewId();
        named.TryAdd("type", 1);
        named.TryAdd("description", "");
        named.TryAdd("default_member_permissions", null);
        named.TryAdd("nsfw", false);
        if (guild is not null)
        {
            named["guild_id"] = guild;
        }

        return named;
    }

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
            return Error(400, 50035, "Invalid Form Body");
        }

        if (kind == 4 && IsEmpty(body["data"] as JsonObject))
        {
            return Error(400, 50006, "Cannot send an empty message");
        }

        interaction.IsAnswered = true;
        interaction.Message = kind is 4 or 5 ? NewMessage(interaction.ChannelId, body["data"] as JsonObject) : null;
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
            told["response_message_ephemeral"] = message["flags"] is JsonValue flags && flags.TryGetValue(out long bits) && (bits & Ephemeral) != 0;
            resource["message"] = message.DeepClone();
        }

        return new JsonObject { ["interaction"] = told, ["resource"] = resource };
    }

    private RestAnswer FollowUp(string method, string token, string[] rest, JsonObject? body)
    {
        if (!_interactions.TryGetValue(token, out OpenInteraction? interaction) || simulator.Now - interaction.At > InteractionLife || !interaction.IsAnswered)
        {
            return Error(404, 10015, "Unknown Webhook");
        }

        switch (method, rest)
        {
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
        if (FindGuildOf(channel) is not { } guild)
        {
            return Error(404, 10003, "Unknown Channel");
        }

        if (IsEmpty(body))
        {
            return Error(400, 50006, "Cannot send an empty message");
        }

        JsonObject message = NewMessage(ulong.Parse(channel, System.Globalization.CultureInfo.InvariantCulture), body);
        if (body!["nonce"] is { } nonce)
        {
            message["nonce"] = nonce.DeepClone();
        }

        // The bot is told of its own message, as of everybody's.
        JsonObject told = message.DeepClone().AsObject();
        told["guild_id"] = guild.Id.ToString();
        _toTell.Add(told.ToJsonString());
        return Ok(message);
    }

    private JsonObject NewMessage(ulong? channel, JsonObject? body) => new()
    {
        ["id"] = NewId(),
        ["channel_id"] = (channel ?? 0).ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["author"] = Write(simulator.Bot),
        ["content"] = body?["content"]?.DeepClone() ?? "",
        ["timestamp"] = simulator.Now.ToString("yyyy-MM-ddTHH:mm:ss.ffffffzzz", System.Globalization.CultureInfo.InvariantCulture),
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

    private static bool IsEmpty(JsonObject? message) => message is null || (string.IsNullOrEmpty(message["content"]?.ToString())
        && ContentKeys.All(key => message[key] is not JsonArray { Count: > 0 }) && message["poll"] is null);

    private SimulatedGuild? FindGuildOf(string channel) => ulong.TryParse(channel, out ulong id)
        ? simulator.Guilds.FirstOrDefault(guild => guild.Channels.Concat(guild.Threads).Any(other => other.Id.Value == id)) : null;

    private string NewId() => SimulatorEvents.NewId(simulator.Now).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static JsonNode Write(User user) => JsonNode.Parse(SimulatorJson.Write(new UserUpdateEvent { User = user }.WriteTo))!;

    private static RestAnswer Ok(JsonNode json) => new(200, json.ToJsonString());

    private static RestAnswer Error(int status, int code, string message) =>
        new(status, new JsonObject { ["message"] = message, ["code"] = code }.ToJsonString());
}
