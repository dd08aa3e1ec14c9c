using System.Globalization;

namespace Discord.Gateway.InteropTests.Scoreboard;

/// <summary>The arguments of the scoreboard.</summary>
internal sealed record ScoreboardArguments
{
    internal static string Usage { get; } = $"""
        scoreboard [--scenario NAME]… [--client NAME]… [--compression none|zlib-stream] [--seed NUMBER] [--parallel NUMBER] [--output FILE] [--verbose]
        Scenarios: {string.Join(", ", Scoreboard.Scenarios.All.Select(scenario => scenario.Name))}
        Clients: {string.Join(", ", Participant.All.Select(client => client.Name))}
        """;

    internal IReadOnlyList<Scenario> Scenarios { get; private init; } = Scoreboard.Scenarios.All;

    internal IReadOnlyList<Participant> Clients { get; private init; } = Participant.All;

    internal string Compression { get; private init; } = "none";

    internal int Seed { get; private init; } = 1;

    /// <summary>How many clients run at the same time.</summary>
    internal int Parallel { get; private init; } = 4;

    /// <summary>The file that all tables are written to; null for none.</summary>
    internal string? Output { get; private init; }

    internal bool IsVerbose { get; private init; }

    /// <summary>The arguments; null if they make no sense.</summary>
    internal static ScoreboardArguments? TryParse(string[] args)
    {
        var result = new ScoreboardArguments();
        var scenarios = new List<Scenario>();
        var clients = new List<Participant>();
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--verbose")
            {
                result = result with { IsVerbose = true };
                continue;
            }

            if (i + 1 == args.Length)
            {
                return null;
            }

            string value = args[++i];
            bool isNumber = int.TryParse(value, CultureInfo.InvariantCulture, out int number);
            switch (args[i - 1])
            {
                case "--scenario" when Scoreboard.Scenarios.All.FirstOrDefault(scenario => scenario.Name == value) is { } scenario:
                    scenarios.Add(scenario);
                    break;
                case "--client" when Participant.All.FirstOrDefault(client => client.Name == value) is { } client:
                    clients.Add(client);
                    break;
                case "--compression" when value is "none" or "zlib-stream":
                    result = result with { Compression = value };
                    break;
                case "--seed" when isNumber:
                    result = result with { Seed = number };
                    break;
                case "--parallel" when isNumber && number > 0:
                    result = result with { Parallel = number };
                    break;
                case "--output":
                    result = result with { Output = value };
                    break;
                default:
                    return null;
            }
        }

        return result with
        {
            Scenarios = scenarios.Count > 0 ? scenarios : result.Scenarios,
            Clients = clients.Count > 0 ? clients : result.Clients,
        };
    }
}
