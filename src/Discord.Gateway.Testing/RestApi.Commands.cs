using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Discord.Gateway.Testing;

/// <content>The bot's commands: what was put, and what Discord takes.</content>
internal sealed partial class RestApi
{
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
                    if (FindInvalidCommand(command) is { } invalid)
                    {
                        return invalid;
                    }

                    if (Find(commands, command!.AsObject()) is not null)
                    {
                        return InvalidForm("name", "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique");
                    }

                    commands.Add((JsonNode)Named(command.AsObject(), guild));
                }

                _commands[guild ?? ""] = commands;
                return Ok(commands.DeepClone());
            case "POST" when FindInvalidCommand(body) is { } invalid:
                return invalid;
            case "POST":
                JsonObject added = Named(body!.AsObject(), guild);
                JsonNode? replaced = Find(commands, added);
                if (replaced is not null)
                {
                    added["id"] = replaced["id"]!.DeepClone();
                    commands.Remove(replaced);
                }

                commands.Add((JsonNode)added);
                return new RestAnswer(replaced is null ? 201 : 200, added.ToJsonString());
            case "PUT":
                return InvalidForm("_errors", "BASE_TYPE_BAD_TYPE", "A list of commands is wanted.");
            default:
                return Error(405, 0, "405: Method Not Allowed");
        }
    }

    private static JsonNode? Find(JsonArray commands, JsonObject wanted) => commands.FirstOrDefault(
        other => other!["name"]!.ToString() == wanted["name"]!.ToString() && other["type"]!.ToString() == (wanted["type"]?.ToString() ?? "1"));

    /// <summary>What Discord says of a command without a name or a description that it takes; null if it is valid.</summary>
    private static RestAnswer? FindInvalidCommand(JsonNode? command)
    {
        if (command is not JsonObject fields || fields["name"] is not JsonValue named || !named.TryGetValue(out string? name))
        {
            return InvalidForm("name", "BASE_TYPE_REQUIRED", "This field is required");
        }

        bool isSlash = fields["type"]?.ToString() is null or "1";
        if (isSlash ? !SlashName().IsMatch(name) || name.Any(char.IsUpper) : name.Length is < 1 or > 32)
        {
            return InvalidForm("name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
        }

        return isSlash && fields["description"]?.ToString() is not { Length: >= 1 and <= 100 }
            ? InvalidForm("description", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.") : null;
    }

    [GeneratedRegex(@"^[-_'\p{L}\p{N}\p{IsDevanagari}\p{IsThai}]{1,32}$")]
    private static partial Regex SlashName();

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
}
