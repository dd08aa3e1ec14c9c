using System.Text.Json;
using System.Text.Json.Nodes;
using Discord.Gateway.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Discord.Gateway.Simulator;

/// <summary>
/// Commands over HTTP, under <c>/_control</c>: <c>POST /_control/close?code=4000</c>, <c>POST /_control/message</c> with <c>{"content": "!ping"}</c>,
/// <c>GET /_control/violations</c>, <c>GET /_control/state</c>.
/// </summary>
internal sealed class ControlEndpoint(IReadOnlyList<SimulatedGuild> guilds, TrafficPrinter printer)
{
    private const string Root = "/_control";
    private const int MaxBodySize = 1024 * 1024;

    /// <summary>The simulator that is controlled: it exists only after the server that has this endpoint.</summary>
    internal GatewaySimulator? Simulator { get; set; }

    /// <summary>How many events were sent to bots.</summary>
    internal Func<long> Events { get; set; } = () => 0;

    /// <summary>Answers a request; false if it is none of these.</summary>
    internal async Task<bool> HandleAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(Root, StringComparison.Ordinal, out PathString rest))
        {
            return false;
        }

        (int status, JsonNode answer) = Simulator is { } simulator
            ? await AnswerAsync(context, simulator, (rest.Value ?? "").Trim('/'))
            : (StatusCodes.Status503ServiceUnavailable, Error("the simulator is starting"));
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
        return true;
    }

    private async Task<(int Status, JsonNode Answer)> AnswerAsync(HttpContext context, GatewaySimulator simulator, string name)
    {
        bool isGet = HttpMethods.IsGet(context.Request.Method);
        bool isQuery = name is "" or "violations" or "state" or "requests";
        if (!isQuery && !ControlCommand.Names.Contains(name))
        {
            return (StatusCodes.Status404NotFound, Error($"there is no {Root}/{name}; {Root} lists the available paths"));
        }

        if (isQuery ? !isGet : !HttpMethods.IsPost(context.Request.Method))
        {
            string allowed = isQuery ? HttpMethods.Get : HttpMethods.Post;
            context.Response.Headers.Allow = allowed;
            return (StatusCodes.Status405MethodNotAllowed, Error($"{Root}/{name} takes {allowed}, not {context.Request.Method}"));
        }

        switch (name)
        {
            case "":
                return (StatusCodes.Status200OK, List());
            case "violations":
                return (StatusCodes.Status200OK, Violations(simulator));
            case "requests":
                return (StatusCodes.Status200OK, Requests(simulator));
            case "state":
                return (StatusCodes.Status200OK, State(simulator));
        }

        try
        {
            ControlCommand command = ControlCommand.Create(name, await ReadArgumentsAsync(context), guilds)!;
            printer.Print($"control: {name}");
            return (StatusCodes.Status200OK, await command.RunAsync(simulator));
        }
        catch (InputException error)
        {
            return (StatusCodes.Status400BadRequest, Error(error.Message));
        }
        catch (CommandConflictException error)
        {
            return (StatusCodes.Status409Conflict, Error(error.Message));
        }
        catch (BadHttpRequestException error)
        {
            return (error.StatusCode, Error(error.Message));
        }
    }

    /// <summary>The arguments of the query and of the body together.</summary>
    private static async Task<Arguments> ReadArgumentsAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxBodySize;
        }

        var all = new Dictionary<string, JsonElement>();
        using var reader = new StreamReader(context.Request.Body);
        string body = await reader.ReadToEndAsync(context.RequestAborted);
        if (!string.IsNullOrWhiteSpace(body))
        {
            foreach ((string name, JsonElement value) in Arguments.From(Parse(body)).Values)
            {
                all.Add(name, value);
            }
        }

        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in context.Request.Query)
        {
            if (values.Count > 1 || !all.TryAdd(name, JsonElement.Parse(JsonValue.Create(values.ToString()).ToJsonString())))
            {
                throw new InputException($"\"{name}\" is given twice");
            }
        }

        return new Arguments(all);
    }

    private static JsonElement Parse(string body)
    {
        try
        {
            JsonElement parsed = JsonElement.Parse(body);
            return SimulatorJson.IsText(parsed) ? parsed : throw new InputException("the body contains text that is not valid Unicode");
        }
        catch (JsonException error)
        {
            throw new InputException($"the body is not JSON: {error.Message}");
        }
    }

    private static JsonObject List() => new()
    {
        ["get"] = new JsonArray("violations", "state", "requests"),
        ["post"] = new JsonArray([.. ControlCommand.Names.Select(name => (JsonNode)name)]),
    };

    private static JsonArray Violations(GatewaySimulator simulator) => new([.. simulator.Violations.Select(violation => new JsonObject
    {
        ["connection"] = violation.ConnectionNumber,
        ["code"] = violation.CloseCode,
        ["description"] = violation.Description,
        ["at"] = violation.At,
    })]);

    private static JsonArray Requests(GatewaySimulator simulator) => new([.. simulator.Requests.Select(request => new JsonObject
    {
        ["method"] = request.Method,
        ["path"] = request.Path,
        ["body"] = request.Body.ValueKind == JsonValueKind.Undefined ? null : JsonNode.Parse(request.Body.GetRawText()),
        ["status"] = request.Status,
        ["at"] = request.At,
    })]);

    private JsonObject State(GatewaySimulator simulator) => new()
    {
        ["connections"] = new JsonArray([.. simulator.Connections.Select(connection => new JsonObject
        {
            ["number"] = connection.Number,
            ["open"] = connection.IsOpen,
            ["resumeUrl"] = connection.IsResumeUrl,
            ["shard"] = connection.ShardId is { } shardId ? new JsonArray(shardId.Index, shardId.Total) : null,
            ["closeCode"] = connection.ClientCloseCode,
        })]),
        ["events"] = Events(),
        ["violations"] = simulator.Violations.Count,
        ["requests"] = simulator.Requests.Count,
        ["sessionStartsRemaining"] = simulator.SessionStartsRemaining,
        ["guilds"] = new JsonArray([.. simulator.Guilds.Select(guild => new JsonObject
        {
            ["id"] = guild.Id.ToString(),
            ["name"] = guild.Name,
            ["memberCount"] = guild.MemberCount + 1,
            ["channels"] = new JsonArray([.. guild.Channels.Select(channel => new JsonObject { ["id"] = channel.Id.ToString(), ["name"] = channel.Name })]),
            ["roles"] = new JsonArray([.. guild.Roles.Select(role => new JsonObject { ["id"] = role.Id.ToString(), ["name"] = role.Name })]),
        })]),
    };

    private static JsonObject Error(string message) => new() { ["error"] = message };
}
