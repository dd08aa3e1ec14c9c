using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Discord.Gateway.Testing;

namespace Discord.Gateway.InteropTests.Scoreboard;

/// <summary>A client on the scoreboard.</summary>
/// <param name="Name">The name of its package.</param>
/// <param name="Script">The name of its script; null for our own shards.</param>
internal sealed record Participant(string Name, string? Script)
{
    /// <summary>All of them, ours first.</summary>
    internal static IReadOnlyList<Participant> All { get; } =
    [
        new("Discord.Gateway", null),
        new("@discordjs/ws", "discordjs-ws"),
        new("discord.js", "discordjs"),
        new("@discordeno/gateway", "discordeno"),
        new("eris", "eris"),
        new("oceanic.js", "oceanic"),
    ];

    /// <summary>The version that is tried.</summary>
    internal string Version
    {
        get
        {
            if (Script is null)
            {
                return typeof(Shard).Assembly.GetName().Version!.ToString(3);
            }

            using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(ClientInstallation.ClientsFolder, "package.json")));
            return document.RootElement.GetProperty("dependencies").GetProperty(Name).GetString()!;
        }
    }

    internal ForeignClient Start(string node, string compression, GatewaySimulatorServer server, int shards)
    {
        if (Script is not null)
        {
            return ForeignClient.Start(node, Script, compression, server, InteropGateway.Intents, shards);
        }

        // This program once more, by its own file or, where "dotnet" runs it, by its library.
        string program = Environment.ProcessPath!;
        bool isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        var start = new ProcessStartInfo(program, isHost ? [Assembly.GetExecutingAssembly().Location, "client"] : ["client"]);
        return ForeignClient.Start(start, compression, server, InteropGateway.Intents, shards);
    }
}
