using System.Globalization;
using OrleansCluster;

// One command: a gateway to talk to, three silos as processes of their own, and a table of where each shard lives. Kill one of the processes and watch.
switch (args)
{
    case ["silo", .. var siloArguments]:
        await SiloProcess.RunAsync(SiloSettings.Parse(siloArguments));
        return 0;
    case ["--help" or "-h"]:
        Console.WriteLine("""
            dotnet run --project samples/OrleansCluster -- [--silos 3] [--shards 12] [--seconds 60] [--kill-after 15] [--redis localhost:6379 | --postgres "Host=localhost;…"]

            --silos N          how many silos are started, as processes of their own
            --shards N         how many shards the bot has
            --seconds N        ends by itself; without it, Ctrl+C ends it
            --kill-after N     kills a silo after so many seconds; without it, that is left to you
            --redis ADDRESS    keeps membership and sessions in Redis (apt-get install redis-server); without a store, the first process keeps them in its memory
            --postgres STRING  keeps them in PostgreSQL, by its connection string; the database has the tables of Orleans' scripts PostgreSQL-Main.sql,
                               PostgreSQL-Clustering.sql and PostgreSQL-Persistence.sql (https://learn.microsoft.com/dotnet/orleans/host/configuration-guide/adonet-configuration)
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
