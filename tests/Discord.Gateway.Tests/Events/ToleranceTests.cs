using System.Text;
using System.Text.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Events;

/// <summary>A value that cannot be read costs itself, never its event, and is told.</summary>
public sealed class ToleranceTests
{
    [Fact]
    public void An_event_that_is_as_documented_has_no_problems()
    {
        GatewayEvent decoded = Decode("TYPING_START", """{"channel_id":"1","user_id":"2","timestamp":1}""");

        Assert.Empty(decoded.Problems);
    }

    [Theory]
    [InlineData("\"many\"")]
    [InlineData("99999999999999999999999999")]
    [InlineData("1.5")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("true")]
    public void A_party_whose_size_is_no_number_is_told_by_its_path_and_the_rest_is_read(string size)
    {
        var decoded = (PresenceUpdateEvent)Decode("PRESENCE_UPDATE", $$"""
            {"user":{"id":"1"},"guild_id":"2","status":"online","activities":[
              {"name":"first","type":0,"created_at":1},
              {"name":"second","type":0,"created_at":1,"party":{"id":"p","size":[1,{{size}}]} }]}
            """);

        EventProblem problem = Assert.Single(decoded.Problems);
        Assert.Equal("activities[1].party.size[1]", problem.Path);
        Assert.NotEmpty(problem.Reason);
        Assert.Equal(["first", "second"], decoded.Presence.Activities.Select(activity => activity.Name));
        Assert.Equal("p", decoded.Presence.Activities[1].Party!.Id);
        Assert.Equal([1], decoded.Presence.Activities[1].Party!.Size);
    }

    [Fact]
    public void A_party_may_be_of_any_size_that_has_64_bits()
    {
        var decoded = (PresenceUpdateEvent)Decode("PRESENCE_UPDATE", """
            {"user":{"id":"1"},"guild_id":"2","status":"online","activities":[{"name":"a","type":0,"created_at":1,"party":{"size":[4294967296,9223372036854775807]}}]}
            """);

        Assert.Empty(decoded.Problems);
        Assert.Equal([4294967296, long.MaxValue], decoded.Presence.Activities[0].Party!.Size);
    }

    [Fact]
    public void An_item_without_its_id_is_left_out_of_its_list()
    {
        var decoded = (GuildCreateEvent)Decode("GUILD_CREATE", """
            {"id":"1","name":"Home","roles":[{"id":"2","name":"two"},{"id":"none","name":"three"},{"id":"4","name":"four"},"five",null]}
            """);

        Assert.Equal(["two", "four"], decoded.Guild.Roles.Select(role => role.Name));
        Assert.Equal(["roles[1].id", "roles[3]"], decoded.Problems.Select(problem => problem.Path));
    }

    [Theory]
    [InlineData("GUILD_CREATE", """{"id":{},"name":"Home"}""")]
    [InlineData("MESSAGE_CREATE", """{"id":"none","channel_id":"2"}""")]
    [InlineData("GUILD_BAN_ADD", """{"guild_id":[1],"user":{"id":"2"}}""")]
    [InlineData("GUILD_CREATE", "[]")]
    [InlineData("GUILD_CREATE", "null")]
    public void What_cannot_be_told_apart_from_others_of_its_kind_is_undecodable(string name, string data)
    {
        var undecodable = Assert.IsType<UndecodableEvent>(Decode(name, data));

        Assert.NotEmpty(undecodable.Reason);
    }

    [Fact]
    public void Fifty_hostile_presences_of_a_thousand_cost_only_themselves()
    {
        string[] hostile =
        [
            """{"name":{"a":1},"type":0}""", """{"name":"g","type":0,"party":{"size":["a",1180591620717411303424]}}""", """{"name":"g","type":0,"flags":1.5}""",
            """{"name":"g","type":0,"assets":[]}""", """{"name":2048,"type":"0","timestamps":{"start":"now"}}""",
        ];
        string members = string.Join(',', Enumerable.Range(1, 1_000).Select(i => $$"""{"user":{"id":"{{i}}","username":"u{{i}}"},"roles":[],"joined_at":"2026-01-01T00:00:00+00:00"}"""));
        string presences = string.Join(',', Enumerable.Range(1, 1_000).Select(i =>
            $$"""{"user":{"id":"{{i}}"},"status":"online","activities":[{{(i % 20 == 0 ? hostile[i / 20 % hostile.Length] : """{"name":"well","type":0}""")}}]}"""));

        var decoded = (GuildCreateEvent)Decode("GUILD_CREATE", $$"""{"id":"1","name":"Home","members":[{{members}}],"presences":[{{presences}}]}""");

        Assert.Equal(1_000, decoded.Members.Count);
        Assert.Equal(1_000, decoded.Presences.Count);
        Assert.Equal(950, decoded.Presences.Count(presence => presence.Activities is [{ Name: "well" }]));
        Assert.Equal(50, decoded.Problems.Select(problem => problem.Path.Split(']')[0]).Distinct().Count());
        Assert.All(decoded.Problems, problem => Assert.StartsWith("presences[", problem.Path, StringComparison.Ordinal));
        Assert.Contains(decoded.Presences, presence => presence.Activities is [{ Name: "2048" }]);
    }

    [Fact]
    public void Half_a_surrogate_pair_becomes_a_replacement_character()
    {
        var decoded = (MessageCreateEvent)Decode("MESSAGE_CREATE", """{"id":"1","channel_id":"2","content":"a\ud800b\ud83d\ude00\udc00"}""");

        Assert.Equal("a\uFFFDb\U0001F600\uFFFD", decoded.Message.Content);
        Assert.Empty(decoded.Problems);
    }

    [Fact]
    public void What_is_nested_a_hundred_levels_deep_costs_nothing_else()
    {
        string deep = new string('[', 100) + new string(']', 100);
        var decoded = (MessageCreateEvent)Decode("MESSAGE_CREATE", $$"""{"id":"1","channel_id":"2","unknown":{{deep}},"author":{{deep}},"content":"c"}""");

        Assert.Equal("c", decoded.Message.Content);
        Assert.Equal("author", Assert.Single(decoded.Problems).Path);
    }

    [Fact]
    public void Numbers_of_enums_and_flags_are_kept_whatever_they_are()
    {
        var message = JsonSerializer.Deserialize<Message>("""{"id":"1","type":5000000000,"flags":1099511627776}""")!;

        Assert.Equal(5_000_000_000, (long)message.Type);
        Assert.Contains("\"type\":5000000000", JsonSerializer.Serialize(message), StringComparison.Ordinal);
        Assert.Contains("\"flags\":1099511627776", JsonSerializer.Serialize(message), StringComparison.Ordinal);
    }

    [Fact]
    public void An_integer_nonce_is_kept_to_its_last_digit()
    {
        var decoded = (MessageCreateEvent)Decode("MESSAGE_CREATE", """{"id":"1","channel_id":"2","nonce":18446744073709551615}""");

        Assert.Equal("18446744073709551615", decoded.Message.Nonce.ToString());
    }

    [Fact]
    public void Problems_are_no_part_of_an_events_value()
    {
        GatewayEvent with = Decode("TYPING_START", """{"channel_id":"1","user_id":"2","member":5}""");
        GatewayEvent without = Decode("TYPING_START", """{"channel_id":"1","user_id":"2"}""");

        Assert.Single(with.Problems);
        Assert.Equal(without, with);
    }

    [Fact]
    public void No_problem_quotes_what_somebody_wrote()
    {
        GatewayEvent decoded = Decode("PRESENCE_UPDATE", """
            {"user":{"id":"1"},"client_status":{"secret key":{"a":1},"desktop":["secret"]},"activities":["secret",{"name":["secret"],"assets":"secret"}]}
            """);

        Assert.NotEmpty(decoded.Problems);
        Assert.All(decoded.Problems, problem => Assert.DoesNotContain("secret", problem.ToString(), StringComparison.Ordinal));
    }

    /// <summary>A narrower type would lose what Discord adds.</summary>
    [Fact]
    public void Each_enum_of_a_model_has_64_bits()
    {
        Type[] narrow =
        [
            .. typeof(Message).Assembly.GetTypes().Where(type => type.GetProperty("Problems") is null && type.IsClass && type.GetField("_keys", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic) is not null)
                .SelectMany(type => type.GetProperties()).Select(property => Innermost(property.PropertyType)).Where(type => type.IsEnum && Enum.GetUnderlyingType(type) != typeof(long) && Enum.GetUnderlyingType(type) != typeof(ulong)),
        ];

        Assert.Empty(narrow);

        static Type Innermost(Type type) => type.IsGenericType ? Innermost(type.GetGenericArguments()[^1]) : type;
    }

    private static GatewayEvent Decode(string name, string data) => GatewayEvent.Decode(name, Encoding.UTF8.GetBytes(data));
}
