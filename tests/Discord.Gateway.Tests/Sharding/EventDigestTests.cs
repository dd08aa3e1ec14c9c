using System.Text;
using Discord.Gateway.Events;
using Discord.Gateway.Shards;
using Discord.Gateway.Transport;

namespace Discord.Gateway.Tests.Sharding;

/// <summary>Whether two sessions were told the same event.</summary>
public sealed class EventDigestTests
{
    [Theory]
    [InlineData("""{"a":1,"b":2}""", """{"b":2,"a":1}""")]
    [InlineData("""{"a":{"x":1,"y":[]},"b":[1,{"c":2,"d":3}]}""", """{ "b" : [1, {"d":3,"c":2}], "a" : {"y":[],"x":1} }""")]
    [InlineData("""{"a":"\u0041"}""", """{"a":"A"}""")]
    public void The_order_of_keys_and_the_way_they_are_written_do_not_matter(string one, string other) => Assert.Equal(Of("X", one), Of("X", other));

    [Theory]
    [InlineData("""{"a":1}""", """{"a":2}""")]
    [InlineData("""{"a":1}""", """{"b":1}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[1]}""")]
    [InlineData("""{"a":{}}""", """{"a":[]}""")]
    [InlineData("""{"a":{"b":1},"c":2}""", """{"a":{"b":1,"c":2}}""")]
    [InlineData("""[[1],2]""", """[[1,2]]""")]
    [InlineData("""{"a":"1"}""", """{"a":1}""")]
    [InlineData("""{"a":null}""", """{"a":false}""")]
    public void Different_data_is_another_event(string one, string other) => Assert.NotEqual(Of("X", one), Of("X", other));

    [Fact]
    public void The_same_data_by_another_name_is_another_event() => Assert.NotEqual(Of("X", "{}"), Of("Y", "{}"));

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"a":1},"key":2""")]
    [InlineData("")]
    public void Data_that_is_not_json_is_told_by_its_bytes(string data)
    {
        Assert.Equal(Of("X", data), Of("X", data));
        Assert.NotEqual(Of("X", data), Of("X", data + " "));
    }

    [Theory]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"\ud800":1}""")]
    public void Data_that_is_not_text_is_told_by_its_bytes(string data)
    {
        Assert.Equal(Of("X", data), Of("X", data));
        Assert.NotEqual(Of("X", data), Of("X", data.Replace("d800", "dfff", StringComparison.Ordinal)));
    }

    private static UInt128 Of(string name, string data)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(data);
        var chunk = new EventChunk();
        chunk.Open(bytes.Length);
        var header = new EventHeader(GatewayOpcode.Dispatch, GatewayEventType.Unknown, name, null);
        var item = new BufferedEvent(header, sequence: 1, sessionNumber: 1, chunk, chunk.Add(bytes), bytes.Length);
        return EventDigest.Of(new RawGatewayEvent(new EventReceiver(null!, ShardId.Single), ShardId.Single, item, isReplayed: false));
    }
}
