using System.Text;

namespace Discord.Gateway.Tests.Events;

/// <summary>Data that was taken together with keys of its payload, and the reasons for data that cannot be decoded.</summary>
public sealed class TrailingKeysTests
{
    [Theory]
    [InlineData(""","new":{"a":1}""")]
    [InlineData(""","new":{},"other":{"content":"wrong"}""")]
    [InlineData(""","new":[1,{}]""")]
    [InlineData(""","new":"}}" """)]
    [InlineData(""" , "new" : 1.5, "other":null""")]
    public void Keys_after_the_data_cost_no_event(string rest)
    {
        const string Data = """{"id":"1","channel_id":"2","author":{"id":"3","username":"x"},"content":"a","timestamp":"2026-01-01T00:00:00+00:00"}""";

        var created = Assert.IsType<MessageCreateEvent>(Decode("MESSAGE_CREATE", Data + rest));
        var unknown = Assert.IsType<UnknownEvent>(Decode("NEW_EVENT", Data + rest));

        Assert.Equal("a", created.Message.Content);
        Assert.Equal(Data, Encoding.UTF8.GetString(unknown.Data.Span));
    }

    [Theory]
    [InlineData("""{"id":"1"}}""")]
    [InlineData("""{"id":"1"},""")]
    [InlineData("""{"id":"1"}{"id":"2"}""")]
    [InlineData("""{"id":"1"} secret""")]
    [InlineData("""{"id":"1"},"new":secret""")]
    public void Other_bytes_after_the_data_make_it_undecodable(string data)
    {
        var undecodable = Assert.IsType<UndecodableEvent>(Decode("NEW_EVENT", data));

        Assert.Equal(data, Encoding.UTF8.GetString(undecodable.Data.Span));
    }

    [Theory]
    [InlineData("NEW_EVENT", "secret")]
    [InlineData("NEW_EVENT", """{"a":'secret'}""")]
    [InlineData("NEW_EVENT", """{"secret":"secret}""")]
    [InlineData("MESSAGE_CREATE", """{"content":secret}""")]
    [InlineData("MESSAGE_CREATE", """{"id":"secret"}""")]
    [InlineData("MESSAGE_CREATE", """{"secret":"secret"},"secret":secret""")]
    public void Neither_the_reason_nor_the_printout_quotes_the_data(string name, string data)
    {
        var undecodable = Assert.IsType<UndecodableEvent>(Decode(name, data));

        Assert.NotEmpty(undecodable.Reason);
        Assert.DoesNotContain("secret", undecodable.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("'s'", $"{undecodable.Reason} {undecodable}", StringComparison.Ordinal);
        Assert.DoesNotContain("secret", undecodable.ToString(), StringComparison.Ordinal);
    }

    private static GatewayEvent Decode(string name, string data) => GatewayEvent.Decode(name, Encoding.UTF8.GetBytes(data));
}
