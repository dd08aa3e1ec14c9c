using System.Diagnostics;
using System.Globalization;
using Discord.Gateway.Benchmarks.Flood;

namespace Discord.Gateway.Benchmarks.Cold;

/// <summary>What the first 20,000 events of a process cost, and when the first comes: as the runtime compiles the code, as it was compiled before, and as native code.</summary>
internal static class ColdBenchmark
{
    private const int Events = ColdClient.Events;
    private const int Rounds = 7;

    /// <summary>How soon the first event of native code must come, on a machine that does something else, too.</summary>
    private const double NativeMilliseconds = 150;

    private static readonly (string Name, Func<IFloodWay> Create)[] Ways =
    [
        ("floor", () => new FloodFloor(reads: true)),
        ("raw", () => new FloodShard(FloodKind.Raw)),
        ("typed", () => new FloodShard(FloodKind.Typed)),
        ("handlers", () => new FloodManager(EventOrder.PerChannel)),
    ];

    /// <summary>What the README names.</summary>
    private static readonly (string Name, Dictionary<string, string?> Environment)[] Settings =
    [
        ("", []),
        (", TieredPGO=0", new() { ["DOTNET_TieredPGO"] = "0" }),
        (", TieredCompilation=0", new() { ["DOTNET_TieredCompilation"] = "0" }),
    ];

    internal static Task<int> RunClientAsync(string way, Uri uri) => ColdClient.RunAsync(Ways.First(each => each.Name == way).Create(), uri);

    /// <param name="check">Whether only what is checked is measured, and programs whose first event comes late fail.</param>
    /// <param name="programs">Names and paths of the program, compiled before in some way; the native one knows "typed" alone.</param>
    internal static async Task<int> RunAsync(bool check, IEnumerable<string> programs)
    {
        await using var server = new Child("flood-server", Events.ToString(CultureInfo.InvariantCulture), "2");
        string uri = $"ws://127.0.0.1:{await server.ReadLineAsync()}/";
        _ = await server.ReadLineAsync();
        List<(string Name, string Program, string Way, IReadOnlyDictionary<string, string?> Environment)> clients =
        [
            .. from setting in check ? Settings[..1] : Settings from way in Ways select (way.Name + setting.Name, Environment.ProcessPath!, way.Name, (IReadOnlyDictionary<string, string?>)setting.Environment),
            .. from program in programs select ($"typed, {Path.GetFileName(Path.GetDirectoryName(program))}", program, "typed", (IReadOnlyDictionary<string, string?>)new Dictionary<string, string?>()),
        ];
        double[][][] results = [.. clients.Select(_ => new double[Rounds][])];
        for (int round = 0; round < Rounds; round++)
        {
            for (int client = 0; client < clients.Count; client++)
            {
                long started = Stopwatch.GetTimestamp();
                await using var process = new Child(["cold-client", clients[client].Way, uri], clients[client].Environment, clients[client].Program);
                string before = await process.ReadLineAsync();
                double first = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                await server.WriteLineAsync("go");
                results[client][round] = [first, double.Parse(before, CultureInfo.InvariantCulture), double.Parse(await process.ReadLineAsync(), CultureInfo.InvariantCulture)];
            }
        }

        Console.WriteLine($"{Events:N0} events of a new process, zlib-stream, {Environment.ProcessorCount} processors; medians of {Rounds}\n");
        Console.WriteLine($"{"",-34} {"first event",12} {"CPU until it",13} {"CPU of the events",18} {"us an event",12}");
        bool isLate = false;
        for (int client = 0; client < clients.Count; client++)
        {
            double[] medians = [.. Enumerable.Range(0, 3).Select(i => results[client].Select(round => round[i]).Order().ElementAt(Rounds / 2))];
            isLate |= check && clients[client].Program != Environment.ProcessPath && medians[0] > NativeMilliseconds;
            Console.WriteLine($"{clients[client].Name,-34} {medians[0],9:F0} ms {medians[1],10:F0} ms {medians[2],15:F0} ms {medians[2] * 1_000 / Events,12:F2}");
        }

        if (isLate)
        {
            Console.WriteLine($"FAILED: the first event of a program that was compiled before must come within {NativeMilliseconds} ms.");
        }

        return isLate ? 1 : 0;
    }
}
