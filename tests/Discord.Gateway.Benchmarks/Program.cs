using System.Globalization;
using Discord.Gateway.Benchmarks;
using Discord.Gateway.Benchmarks.Flood;

switch (args)
{
    case ["decode", ..]:
        return DecodeBenchmark.Run(check: args.Contains("--check"));
    case ["inflate"]:
        return InflateBenchmark.Run();
    case ["flood"]:
        return await FloodBenchmark.RunAsync(rounds: 9, events: 40_000, guilds: 6);
    case ["flood-server", var events, var guilds]:
        return await FloodServer.RunAsync(int.Parse(events, CultureInfo.InvariantCulture), int.Parse(guilds, CultureInfo.InvariantCulture));
    default:
        Console.WriteLine("""
            dotnet run -c Release --project tests/Discord.Gateway.Benchmarks -- decode [--check]

            decode   what reading the data of events costs, beside one bare pass of a Utf8JsonReader and System.Text.Json's own reading
            inflate  what each compression costs to undo, and what it saves
            flood    what an event costs from the socket to the bot, over loopback, beside the least that any client must do
            --check  fail if a ratio is worse than it has to be
            """);
        return 1;
}
