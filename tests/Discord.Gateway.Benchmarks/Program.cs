using Discord.Gateway.Benchmarks;

switch (args)
{
    case ["decode", ..]:
        return DecodeBenchmark.Run(check: args.Contains("--check"));
    case ["inflate"]:
        return InflateBenchmark.Run();
    default:
        Console.WriteLine("""
            dotnet run -c Release --project tests/Discord.Gateway.Benchmarks -- decode [--check]

            decode   what reading the data of events costs, beside one bare pass of a Utf8JsonReader and System.Text.Json's own reading
            inflate  what each compression costs to undo, and what it saves
            --check  fail if a ratio is worse than it has to be
            """);
        return 1;
}
