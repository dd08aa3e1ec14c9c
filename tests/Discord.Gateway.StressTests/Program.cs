using System.Diagnostics;
using System.Globalization;
using Discord.Gateway.StressTests.Chaos;
using Discord.Gateway.StressTests.Cluster;
using Discord.Gateway.StressTests.Fuzz;
using Discord.Gateway.StressTests.Guarantees;
using Discord.Gateway.StressTests.Mutations;
using Discord.Gateway.StressTests.Soak;
using Discord.Gateway.StressTests.StateKills;
using Discord.Gateway.StressTests.States;
using Discord.Gateway.StressTests.Weeks;
using Discord.Gateway.StressTests.Worlds;

const string Tiering = "DOTNET_TieredCompilation";
switch (args)
{
    case ["worlds", var count]:
        return WorldRunner.Run(first: 1, Number(count));
    case ["worlds", var count, var first]:
        return WorldRunner.Run(Number(first), Number(count));
    case ["world", var seed]:
        Console.WriteLine(WorldRunner.Story(Number(seed)));
        return 0;
    case ["weeks", var count]:
        return WeekRunner.Run(Number(count));
    case ["fuzz", var seconds]:
        return FuzzRunner.Run(TimeSpan.FromSeconds(Number(seconds)));
    case ["fuzz-guided", var target]:
        return FuzzRunner.RunGuided(target);
    case ["fuzz-seeds", var target, var folder]:
        return FuzzRunner.WriteSeeds(target, folder);
    case ["mutate"]:
        return MutationRunner.Run(every: 1);
    case ["mutate", var every]:
        return MutationRunner.Run(Number(every));
    case ["cluster"]:
        return ClusterScale.Run();
    case ["guarantees"]:
        return await BreakRunner.RunAsync();
    case ["soak", _] when Environment.GetEnvironmentVariable(Tiering) is null:
        return await RunWithoutTieringAsync(args);
    case ["soak", var minutes]:
        return await SoakRunner.RunAsync(TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture)));
    case ["soak-server", var shards, var eventsPerSecond]:
        return await SoakServer.RunAsync(Number(shards), Number(eventsPerSecond));
    case ["state"]:
        return await StateRunner.RunAsync(events: 3_000_000);
    case ["state", var events]:
        return await StateRunner.RunAsync(Number(events));
    case ["state-kills"]:
        return await KillRunner.RunAsync(kills: 1_000);
    case ["state-kills", var kills]:
        return await KillRunner.RunAsync(Number(kills));
    case ["chaos", var seconds]:
        return await ChaosRunner.RunAsync(TimeSpan.FromSeconds(Number(seconds)), givenSeed: null);
    case ["chaos", var seconds, var seed]:
        return await ChaosRunner.RunAsync(TimeSpan.FromSeconds(Number(seconds)), Number(seed));
    default:
        Console.WriteLine("""
            dotnet run -c Release --project tests/Discord.Gateway.StressTests -- worlds 100000

            worlds COUNT [FIRST]  plays so many worlds of random faults, in which a modelled Discord meets up to 64 shards
            weeks COUNT           plays so many weeks of a cluster whose silos join, leave, freeze, are cut off, lie and drain, and looks where its shards run
            fuzz SECONDS          feeds the corpus and mutations of it to envelope, decoders, inflaters and protocol
            fuzz-guided TARGET    feeds to one of them what AFL++ gives: see guided-fuzz.sh
            fuzz-seeds TARGET DIR writes what such a fuzzer begins with
            mutate [N]            changes every value of every event in every way, or every Nth of these changes, and looks at what a bot then gets
            guarantees            breaks each guarantee in a copy of the sources, and shows which test fails for it
            cluster               what a bot of 1,000 to 100,000 shards takes: identify time, memory, saves
            soak MINUTES          32 shards behind a wire that cuts, stalls, splits and corrupts; counts what is lost, and looks at memory
            state [EVENTS]        tells a state and records in dictionaries so many events, or 3,000,000, and compares both while other threads read
            state-kills [N]       kills a bot with a state N times, or 1,000, and looks after each start whether it knows what is true
            chaos SECONDS [SEED]  kills, freezes, cuts off, drains and deploys silos of a cluster, its Redis too, and reshards it, while messages come; needs root and redis-server
            world SEED            tells what happens in one; if it breaks, only what it takes to break it
            """);
        return 1;
}

// Code that is compiled again in the first minutes is memory that grows, and hides whether something else does.
static async Task<int> RunWithoutTieringAsync(string[] args)
{
    using Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, args) { Environment = { [Tiering] = "0" } })!;
    await process.WaitForExitAsync();
    return process.ExitCode;
}

static int Number(string text) => int.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
