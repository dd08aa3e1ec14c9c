using System.Globalization;
using TwoProcesses;

// A bot in two processes, which share Discord's limits and their sessions through Redis: a gateway to talk to, and the processes, of which one is killed and started again.
switch (args)
{
    case ["bot"]:
        await Bot.RunAsync();
        return 0;
    case ["--help" or "-h"]:
        Console.WriteLine("""
            dotnet run --project samples/RedisShards -- [--processes 2] [--shards 8] [--seconds 60] [--kill-after 15] [--redis localhost:6379]

            --processes N      how many processes the bot has
            --shards N         how many shards it has, in all of them
            --seconds N        ends by itself; without it, Ctrl+C ends it
            --kill-after N     kills a process after so many seconds, and starts it again; without it, that is left to you
            --redis ADDRESS    where Redis is (apt-get install redis-server); without it, a redis-server of its own is started
            """);
        return 0;
    default:
        return await new Demonstration(args).RunAsync();
}

/// <summary>What the command line says.</summary>
internal static class Arguments
{
    internal static string? Find(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    internal static int? FindNumber(string[] args, string name) =>
        Find(args, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
