using Discord.Gateway.Testing;

namespace Discord.Gateway.InteropTests.Scoreboard;

/// <summary>A scenario, the same for every client.</summary>
/// <param name="Name">Its name, an argument of the program.</param>
/// <param name="Description">What happens.</param>
/// <param name="RunAsync">Makes it happen, once the client is up.</param>
internal sealed record Scenario(string Name, string Description, Func<Arena, Task> RunAsync)
{
    /// <summary>How many shards the client runs.</summary>
    internal int Shards { get; init; } = 1;

    /// <summary>What the scenario changes about the gateway.</summary>
    internal Func<GatewaySimulatorOptions, GatewaySimulatorOptions> Configure { get; init; } = options => options;

    /// <summary>Whether it starts before the client is up.</summary>
    internal bool StartsAtOnce { get; init; }
}
