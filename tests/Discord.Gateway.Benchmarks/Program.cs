using System.Globalization;
using Discord.Gateway.Benchmarks;
using Discord.Gateway.Benchmarks.Cold;
using Discord.Gateway.Benchmarks.Flood;
using Discord.Gateway.Benchmarks.Micro;
using Discord.Gateway.Benchmarks.Paced;
using Discord.Gateway.Benchmarks.Scale;
using Discord.Gateway.Benchmarks.State;

if (await StateCommands.TryRunAsync(args) is { } exitCode)
{
    return exitCode;
}

switch (args)
{
    case ["decode", ..]:
        return DecodeBenchmark.Run(check: args.Contains("--check"));
    case ["inflate"]:
        return InflateBenchmark.Run();
    case ["flood", ..] when !FloodBenchmark.HasBudget:
        return await FloodBenchmark.RunWithBudgetAsync(args);
    case ["flood", "--check"]:
        return await FloodBenchmark.CheckAsync();
    case ["flood"]:
        return await FloodBenchmark.RunAllAsync();
    case ["flood", "state"]:
        return await FloodBenchmark.RunStateAsync();
    case ["flood", var compression]:
        return await FloodBenchmark.RunAsync(compression);
    case ["flood", var compression, var way, var rounds]:
        return await FloodBenchmark.RunAloneAsync(compression, way, int.Parse(rounds, CultureInfo.InvariantCulture));
    case ["flood-server", var events, var guilds]:
        return await FloodServer.RunAsync(int.Parse(events, CultureInfo.InvariantCulture), int.Parse(guilds, CultureInfo.InvariantCulture));
    case ["cold", "--check", .. var programs]:
        return await ColdBenchmark.RunAsync(check: true, programs);
    case ["cold", .. var programs]:
        return await ColdBenchmark.RunAsync(check: false, programs);
    case ["cold-client", var way, var uri]:
        return await ColdBenchmark.RunClientAsync(way, new Uri(uri));
    case ["idle"]:
        return await IdleBenchmark.RunAsync([1, 100, 300, 1_000], TimeSpan.FromSeconds(25));
    case ["idle-server"]:
        return await IdleBenchmark.ServeAsync();
    case ["idle-shards", var count, var uri, var seconds]:
        return await IdleBenchmark.HoldAsync(int.Parse(count, CultureInfo.InvariantCulture), new Uri(uri), TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
    case ["latency"]:
        return await LatencyBenchmark.RunAsync();
    case ["recover"]:
        return await RecoverBenchmark.RunAsync();
    case ["paced", "--check"]:
        return await PacedBenchmark.CheckAsync();
    case ["paced"]:
        return await PacedBenchmark.RunAsync();
    case ["paced", var rounds]:
        return await PacedBenchmark.RunAsync(int.Parse(rounds, CultureInfo.InvariantCulture));
    case ["paced-client", var way, var uri]:
        return await PacedClient.RunAsync(way, new Uri(uri));
    case ["burst"]:
        return await BurstBenchmark.RunAsync();
    case ["waits", ..]:
        return WaitBenchmark.Run(check: args.Contains("--check"));
    case ["scale", var folder]:
        return await ScaleBenchmark.RunAsync(folder);
    case ["scale-server", var events]:
        return await ScaleServer.RunAsync(int.Parse(events, CultureInfo.InvariantCulture));
    case ["scale-shards", var count, var uri]:
        return await ScaleShards.RunAsync(int.Parse(count, CultureInfo.InvariantCulture), new Uri(uri));
    case ["micro", .. var arguments]:
        return MicroBenchmarks.Run(arguments);
    default:
        Console.WriteLine("""
            dotnet run -c Release --project tests/Discord.Gateway.Benchmarks -- flood [--check | state | zlib-stream]

            decode   what reading the data of events costs, beside one bare pass of a Utf8JsonReader and System.Text.Json's own reading
            inflate  what each compression costs to undo, and what it saves
            flood    what an event costs from the socket to the bot, over loopback, beside the least that any client must do; with a compression, a way and a number of rounds, that way alone
            cold     what the first 20,000 events of a process cost, and when the first comes; what follows are paths of programs that were compiled before
            idle     what shards cost that only beat: memory, CPU time, and whether they beat on time
            latency  how long an event takes from the server's write to the bot's handler, at a steady pace and on a wire that never rests
            recover  how long a shard is away when its wire is cut, with its resume host alive and dead
            paced    what an event costs and how late it is at 100, 1,000 and 10,000 events/s, each alone on the wire, and what a setting of the thread pool saves
            burst    what is left of the memory that a burst of GUILD_CREATEs took
            scale    CPU time and memory as shards and events become more; what follows is the folder for figures and plots
            state    what a state of guilds takes and costs, beside records in dictionaries: memory, events, look-ups, snapshots
            waits    what 10,000 waits cost an event that none of them is for
            micro    the parts alone, by BenchmarkDotNet; what follows is for it, such as --filter '*Envelope*'
            --check  with cold, decode, flood, paced, state and waits: fail if a ratio is worse than it has to be
            """);
        return 1;
}
