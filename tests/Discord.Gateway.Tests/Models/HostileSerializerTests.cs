using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Models;

/// <summary>Whatever a serializer is given, it gives a record or a JsonException.</summary>
public sealed class HostileSerializerTests
{
    private static readonly string[] Hostile =
    [
        "null", "1", "-1", "1.5", "1e999", "1e99999999999", "\"\"", "\"x\"", "\"\\ud800\"", "true", "[]", "{}", "[null]", "[{}]", "{\"\\ud800\":1}", "{\"id\":\"x\"}", "{\"id\":\"1\",\"id\":{}}",
        "{\"type\":1e999}", "{\"type\":99,\"id\":\"1\"}", "{\"type\":null,\"data\":{}}", "{\"type\":4,\"data\":{\"embeds\":[null]}}", "{\"label\":1}", "{\"label\":{}}", "{\"url\":null}", "18446744073709551616", "-9223372036854775809",
        "{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}",
        "{\"type\":8,\"data\":{\"choices\":[{}]}}", "{\"type\":8,\"data\":{\"choices\":[{\"name\":\"a\"}]}}", "{\"type\":9,\"data\":{\"custom_id\":\"a\",\"title\":\"b\",\"components\":[]}}",
        "{\"type\":4,\"data\":{\"poll\":{}}}", "{\"choices\":[{}]}", "{\"name\":\"x\",\"value\":null}",
    ];

    public static TheoryData<string> Types => [.. typeof(GatewayEvent).Assembly.GetExportedTypes()
        .Where(type => !type.ContainsGenericParameters && type.GetCustomAttribute<JsonConverterAttribute>(inherit: false) is not null && type.Name != "InteractionResponse").Select(type => type.FullName!)];

    private static Type Find(string name) => typeof(GatewayEvent).Assembly.GetType(name, throwOnError: true)!;

    [Theory]
    [MemberData(nameof(Types))]
    public void Reading_throws_nothing_but_JsonException(string name)
    {
        Type type = Find(name);
        var failures = new List<string>();
        foreach (string json in Hostile)
        {
            foreach (Type shape in new[] { type, type.MakeArrayType() })
            {
                string text = shape == type ? json : $"[{json}]";
                object? value = null;
                try
                {
                    value = JsonSerializer.Deserialize(Encoding.UTF8.GetBytes(text), shape);
                }
                catch (JsonException)
                {
                }
                catch (NotSupportedException) when (typeof(GatewayEvent).IsAssignableFrom(type))
                {
                }
                catch (Exception e)
                {
                    failures.Add($"READ {text}: {e.GetType().Name} {e.Message}");
                }

                try
                {
                    _ = value?.ToString();
                    _ = value?.GetHashCode();
                    if (value is not null && shape == type)
                    {
                        string once = JsonSerializer.Serialize(value, shape);
                        object? again = JsonSerializer.Deserialize(once, shape);
                        if (!value.Equals(again))
                        {
                            failures.Add($"UNEQUAL {text} -> {once}");
                        }
                        else if (value.GetHashCode() != again!.GetHashCode())
                        {
                            failures.Add($"HASH {text}");
                        }
                    }
                }
                catch (Exception e)
                {
                    failures.Add($"AGAIN {text}: {e.GetType().Name} {e.Message}");
                }
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n", failures.Take(8)));
    }

    [Fact]
    public void A_component_without_JSON_can_be_compared()
    {
        Assert.Null(Record.Exception(() => new UnknownComponent(default).Equals(new UnknownComponent(default))));
    }

    [Fact]
    public void What_is_unknown_cannot_be_changed_by_who_reads_it()
    {
        var user = JsonSerializer.Deserialize<User>("""{"id":"1","username":"a","new":1}""")!;
        var copy = user with { Username = "b" };
        if (user.ExtensionData is IDictionary<string, JsonElement> { IsReadOnly: false } open)
        {
            open.Clear();
        }

        Assert.Single(copy.ExtensionData!);
    }

    // A stored thread-local list of problems or unknown properties must not leak from one value to the next.
    [Fact]
    public void A_decode_that_failed_leaves_nothing_to_the_next()
    {
        for (int i = 0; i < 50; i++)
        {
            _ = Record.Exception(() => JsonSerializer.Deserialize<InteractionResponse>("""{"a":1,"type":9,"b":2,"data":{"c":3,"custom_id":""}}"""));
            _ = Record.Exception(() => JsonSerializer.Deserialize<User>("""{"id":"x","q":1}"""));
            var user = JsonSerializer.Deserialize<User>("""{"id":"1","username":7,"new":{"x":[1]}}""")!;
            Assert.Equal(["new"], user.ExtensionData!.Keys);
            Assert.Empty(GatewayEvent.Decode("USER_UPDATE", """{"id":"1","username":"a"}"""u8).Problems);
        }
    }
}
