using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Discord.Gateway;
using Discord.Gateway.Benchmarks.Cold;
using Discord.Gateway.Benchmarks.Flood;
using Discord.Gateway.Benchmarks.State;
using Discord.Gateway.Models;
using Discord.Gateway.NativeTests;
using Discord.Gateway.Tests.Models;

if (await StateCommands.TryRunAsync(args) is { } exitCode)
{
    return exitCode;
}

if (args is ["cold-client", _, var uri])
{
    return await ColdClient.RunAsync(new FloodShard(FloodKind.Typed), new Uri(uri));
}

int failures = 0;
int permissions = 0;
foreach ((string where, string world, string expected) in PermissionCases.All)
{
    permissions++;
    Permissions actual = PermissionWorld.Parse(world).Compute(where);
    Check(actual == PermissionWorld.ParsePermissions(expected), $"{where}: {world} gives {actual}, not {expected}");
}

foreach ((string json, InteractionResponse response) in ResponseCases.All)
{
    JsonNode? expected = JsonNode.Parse(json);
    Check(JsonNode.DeepEquals(expected, JsonNode.Parse(response.ToUtf8Json())), $"written as {json}");
    Check(JsonNode.DeepEquals(expected, JsonNode.Parse(JsonSerializer.SerializeToUtf8Bytes(response, BotJson.Default.InteractionResponse))), $"written by a context as {json}");
    Check(response == JsonSerializer.Deserialize(json, BotJson.Default.InteractionResponse), $"read from {json}");
}

Console.WriteLine($"{permissions} cases of permissions, {ResponseCases.All.Count} responses to interactions, {failures} failures");
return failures == 0 ? 0 : 1;

void Check(bool isWell, string what)
{
    if (!isWell)
    {
        failures++;
        Console.WriteLine($"FAILED: {what}");
    }
}
