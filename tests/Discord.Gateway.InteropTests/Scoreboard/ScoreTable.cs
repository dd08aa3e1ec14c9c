using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Discord.Gateway.InteropTests.Scoreboard;

/// <summary>The scores of all scenarios, as Markdown.</summary>
internal sealed class ScoreTable(ScoreboardArguments arguments)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(Scenario Scenario, Participant Client), Score> _scores = [];

    /// <summary>Whether our shards lost, repeated and reordered nothing, and broke no rule.</summary>
    internal bool IsOursClean => _scores.Where(entry => entry.Key.Client.Script is null)
        .All(entry => entry.Value is { Lost: 0, Duplicated: 0, OutOfOrder: 0, Violations.Count: 0, Unrecovered: 0 });

    internal void Add(Scenario scenario, Participant client, Score score)
    {
        lock (_lock)
        {
            _scores[(scenario, client)] = score;
        }
    }

    /// <summary>One scenario.</summary>
    internal string Format(Scenario scenario)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"## {scenario.Name}\n{scenario.Description}\n\n");
        text.Append("| client | messages | lost | duplicated | out of order | violations | time to recover | |\n");
        text.Append("| --- | ---: | ---: | ---: | ---: | ---: | --- | --- |\n");
        foreach (Participant client in arguments.Clients)
        {
            if (_scores.TryGetValue((scenario, client), out Score? score))
            {
                text.Append(CultureInfo.InvariantCulture, $"| {client.Name} | {string.Join(" | ", score.ToCells())} |\n");
            }
        }

        return text.ToString();
    }

    /// <summary>All scenarios, with what they were run with.</summary>
    internal string FormatAll(string nodeVersion)
    {
        string compression = arguments.Compression == "none" ? "without compression" : $"with {arguments.Compression}";
        string clients = string.Join(", ", arguments.Clients.Select(client => $"{client.Name} {client.Version}"));
        string tables = string.Join("\n", arguments.Scenarios.Select(Format));
        return $"""
            # Clients in the same scenarios

            Each client ran in a process of its own, {compression}, against the gateway simulator over loopback; unpatched, with its defaults but for addresses, intents and compression.
            Numbered messages were dispatched to one guild. A message is lost if the client's own message event never told of it; only messages that the gateway dispatched to a
            session count. The time to recover is from a fault to the client's event for RESUMED or READY: the median, and the longest. Violations are breaches of Discord's rules
            that the simulator saw. A client that starts a new session where it may resume loses the messages that wait in the old one.

            - Date: {DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}
            - Clients: {clients}
            - Runtimes: .NET {Environment.Version}, Node.js {nodeVersion}, {RuntimeInformation.OSDescription.Split('#')[0].Trim()}, {Environment.ProcessorCount} processors
            - Seed {arguments.Seed}, {arguments.Parallel} clients at a time, heartbeats every {InteropScoreboardOptions.HeartbeatInterval.TotalSeconds:0} s
            - Command: `dotnet run -c Release --project tests/Discord.Gateway.InteropTests -- scoreboard --compression {arguments.Compression} --output tests/Discord.Gateway.InteropTests/results/README.md`

            {tables}
            """;
    }
}
