using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Discord.Gateway.Testing;

namespace Discord.Gateway.Simulator;

/// <summary>There is nothing now that the command could be done to.</summary>
internal sealed class CommandConflictException(string message) : Exception(message);

/// <summary>Something to do to the bot, from a scenario or over HTTP: its arguments are checked when it is made, so that a scenario's mistakes show at once.</summary>
internal sealed class ControlCommand
{
    private static readonly Dictionary<string, Func<Arguments, IReadOnlyList<SimulatedGuild>, Func<GatewaySimulator, Task<JsonObject>>>> Commands = new()
    {
        ["cut"] = (arguments, _) => OnConnections(arguments, [], connection => connection.Cut()),
        ["reconnect"] = (arguments, _) => OnConnections(arguments, [], connection => connection.RequestReconnect()),
        ["invalidate"] = Invalidate,
        ["close"] = Close,
        ["request-heartbeat"] = (arguments, _) => OnConnections(arguments, [], connection => connection.RequestHeartbeat()),
        ["stop-acks"] = (arguments, _) => OnConnections(arguments, [], connection => connection.AcknowledgeHeartbeats = false),
        ["start-acks"] = (arguments, _) => OnConnections(arguments, [], connection => connection.AcknowledgeHeartbeats = true),
        ["half-open"] = (arguments, _) => OnConnections(arguments, [], connection => connection.GoHalfOpen()),
        ["restart"] = Restart,
        ["message"] = Message,
        ["command"] = Command,
        ["dispatch"] = Dispatch,
    };

    private readonly Func<GatewaySimulator, Task<JsonObject>> _run;

    private ControlCommand(string name, Func<GatewaySimulator, Task<JsonObject>> run)
    {
        Name = name;
        _run = run;
    }

    internal static IReadOnlyCollection<string> Names => Commands.Keys;

    internal string Name { get; }

    /// <summary>Makes a command; null if there is none of that name.</summary>
    /// <exception cref="InputException">An argument is wrong.</exception>
    internal static ControlCommand? Create(string name, Arguments arguments, IReadOnlyList<SimulatedGuild> guilds) =>
        Commands.TryGetValue(name, out var create) ? new ControlCommand(name, create(arguments, guilds)) : null;

    /// <summary>Does it, and tells to whom.</summary>
    /// <exception cref="CommandConflictException">It cannot be done now.</exception>
    internal Task<JsonObject> RunAsync(GatewaySimulator simulator) => _run(simulator);

    private static Func<GatewaySimulator, Task<JsonObject>> Invalidate(Arguments arguments, IReadOnlyList<SimulatedGuild> guilds)
    {
        bool isResumable = arguments.GetFlag("resumable") ?? false;
        return OnConnections(arguments, ["resumable"], connection => connection.InvalidateSession(isResumable));
    }

    private static Func<GatewaySimulator, Task<JsonObject>> Close(Arguments arguments, IReadOnlyList<SimulatedGuild> guilds)
    {
        int code = arguments.GetCount("code", 1000, 4999) ?? throw new InputException("\"code\" is missing");
        if (code is not (<= 1003 or (>= 1007 and <= 1011) or >= 3000))
        {
            throw new InputException($"{code} is not a close code that a server can send: use 1000 to 1003, 1007 to 1011 or 3000 to 4999");
        }

        return OnConnections(arguments, ["code"], connection => connection.Close(code));
    }

    private static Func<GatewaySimulator, Task<JsonObject>> Restart(Arguments arguments, IReadOnlyList<SimulatedGuild> guilds)
    {
        arguments.Allow("seconds");
        var refuseFor = TimeSpan.FromSeconds(arguments.GetNumber("seconds", 0, 3600) ?? 0);
        return simulator =>
        {
            simulator.Restart(refuseFor);
            return Task.FromResult(new JsonObject { ["refusesForSeconds"] = refuseFor.TotalSeconds });
        };
    }

    private static Func<GatewaySimulator, Task<JsonObject>> Message(Arguments arguments, IReadOnlyList<SimulatedGuild> guilds)
    {
        arguments.Allow("guild", "content", "author", "times");
        SimulatedGuild guild = FindGuild(arguments, guilds);
        string content = arguments.RequireText("content");
        int author = GetAuthor(arguments, guild);
        int times = arguments.GetCount("times", 1, 100_000) ?? 1;
        return async simulator =>
        {
            int sessions = 0;
            for (int number = 1; number <= times; number++)
            {
                string numbered = content.Replace("{n}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
                sessions = await simulator.DispatchMessageAsync(guild, numbered, author);
            }

            return new JsonObject { ["sessions"] = sessions };
        };
    }

    private static Func<GatewaySimulator, Task<JsonObject>> Command(Arguments arguments, IReadOnlyList<SimulatedGuild> guilds)
    {
        arguments.Allow("guild", "name", "author");
        SimulatedGuild guild = FindGuild(arguments, guilds);
        string name = arguments.RequireText("name");
        int author = GetAuthor(arguments, guild);
        return async simulator => new JsonObject { ["sessions"] = await simulator.DispatchCommandAsync(guild, name, author: author) };
    }

    private static Func<GatewaySimulator, Task<JsonObject>> Dispatch(Arguments arguments, IReadOnlyList<SimulatedGuild> guilds)
    {
        arguments.Allow("t", "d", "times");
        string name = arguments.RequireText("t");
        JsonElement data = arguments.GetElement("d") ?? throw new InputException("\"d\" is missing");
        if (data.ValueKind != JsonValueKind.Object)
        {
            throw new InputException("\"d\" must be an object");
        }

        string json = data.GetRawText();
        int times = arguments.GetCount("times", 1, 100_000) ?? 1;
        return async simulator =>
        {
            int sessions = 0;
            for (int number = 1; number <= times; number++)
            {
                sessions = await simulator.DispatchAsync(name, json);
            }

            return new JsonObject { ["sessions"] = sessions };
        };
    }

    /// <summary>A command to one open connection, or to all.</summary>
    private static Func<GatewaySimulator, Task<JsonObject>> OnConnections(Arguments arguments, string[] others, Action<SimulatedConnection> act)
    {
        arguments.Allow(["connection", .. others]);
        int? number = arguments.GetCount("connection", 1, int.MaxValue);
        return simulator =>
        {
            SimulatedConnection[] open = [.. simulator.Connections.Where(connection => connection.IsOpen && (number is null || connection.Number == number))];
            if (open.Length == 0)
            {
                throw new CommandConflictException(number is null ? "no connection is open" : $"connection {number} is not open");
            }

            var numbers = new JsonArray();
            foreach (SimulatedConnection connection in open)
            {
                act(connection);
                numbers.Add((JsonNode)connection.Number);
            }

            return Task.FromResult(new JsonObject { ["connections"] = numbers });
        };
    }

    private static SimulatedGuild FindGuild(Arguments arguments, IReadOnlyList<SimulatedGuild> guilds)
    {
        if (!arguments.Has("guild"))
        {
            return guilds.Count == 1 ? guilds[0] : throw new InputException($"\"guild\" is missing, and there are {guilds.Count} guilds");
        }

        JsonElement wanted = arguments.GetElement("guild")!.Value;
        string text = wanted.ValueKind == JsonValueKind.String ? wanted.GetString()! : wanted.GetRawText();
        return guilds.FirstOrDefault(guild => guild.Id.ToString() == text)
            ?? guilds.FirstOrDefault(guild => guild.Name == text)
            ?? throw new InputException($"there is no guild with the id or name {text}");
    }

    private static int GetAuthor(Arguments arguments, SimulatedGuild guild) => guild.MemberCount == 0
        ? throw new InputException($"guild {guild.Name} has no members except the bot")
        : arguments.GetCount("author", 0, guild.MemberCount - 1) ?? 0;
}
