using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Discord.Gateway.Tests.Models;

/// <summary>Compares JSON by its meaning, whatever the order of its properties.</summary>
internal static class JsonAssert
{
    internal static void Equal(string expected, byte[] actual) => Equal(expected, Encoding.UTF8.GetString(actual));

    internal static void Equal(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), $"Expected {expected}, and was {actual}");

    internal static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json)!;
}
