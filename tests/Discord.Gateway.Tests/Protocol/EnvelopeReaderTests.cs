using System.Text;
using Discord.Gateway.Protocol;

namespace Discord.Gateway.Tests.Protocol;

/// <summary>For how long the payloads of a connection are read exactly.</summary>
public sealed class EnvelopeReaderTests
{
    private const string Usual = """{"t":"X","s":1,"op":0,"d":{"a":{}}}""";
    private const string WithKeysAfterData = """{"t":"X","s":1,"op":0,"d":{"a":{}},"new":{"b":1}}""";

    private readonly EnvelopeReader _reader = new();

    [Fact]
    public void A_gateway_that_puts_keys_after_the_data_in_the_eighth_payload_is_read_exactly_for_good()
    {
        Read(Usual, times: 7);

        Assert.Equal("""{"a":{}}""", Read(WithKeysAfterData));

        Read(Usual, times: 20);
        Assert.Equal("""{"a":{}}""", Read(WithKeysAfterData));
        Assert.Equal("""{"a":{}}""", Read(WithKeysAfterData));
    }

    [Fact]
    public void After_eight_payloads_without_such_keys_the_data_is_taken_to_end_where_the_payload_does()
    {
        Read(Usual, times: 8);

        Assert.Equal("""{"a":{}},"new":{"b":1}""", Read(WithKeysAfterData));
        Assert.Equal("""{"a":{}},"new":{"b":1}""", Read(WithKeysAfterData));
    }

    [Fact]
    public void What_cannot_be_read_is_told_with_the_reason()
    {
        Assert.False(_reader.TryRead("{}"u8, out _, out string? problem));

        Assert.Equal("\"op\" is missing", problem);
    }

    private void Read(string payload, int times)
    {
        for (int i = 0; i < times; i++)
        {
            Assert.Equal("""{"a":{}}""", Read(payload));
        }
    }

    private string Read(string payload)
    {
        Assert.True(_reader.TryRead(Encoding.UTF8.GetBytes(payload), out Envelope envelope, out string? problem), problem);
        return Encoding.UTF8.GetString(envelope.Data);
    }
}
