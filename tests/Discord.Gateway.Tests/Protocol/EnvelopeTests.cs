using System.Text;
using CsCheck;
using Discord.Gateway.Protocol;

namespace Discord.Gateway.Tests.Protocol;

public sealed class EnvelopeTests
{
    [Theory]
    [InlineData("""{"t":"MESSAGE_CREATE","s":42,"op":0,"d":{"a":[1,{"b":"}"}]}}""")]
    [InlineData("""{"op":0,"d":{"a":[1,{"b":"}"}]},"s":42,"t":"MESSAGE_CREATE"}""")]
    [InlineData("""{"op":0,"s":42,"t":"MESSAGE_CREATE","d":{"a":[1,{"b":"}"}]}}""")]
    [InlineData("""{"d":{"a":[1,{"b":"}"}]},"t":"MESSAGE_CREATE","op":0,"s":42}""")]
    [InlineData("""{"t":"MESSAGE_CREATE","s":42,"op":0,"d":{"a":[1,{"b":"}"}]},"extra":1}""")]
    [InlineData("""{"extra":{"op":9},"t":"MESSAGE_CREATE","s":42,"op":0,"d":{"a":[1,{"b":"}"}]}}""")]
    [InlineData("""{ "t" : "MESSAGE_CREATE" , "s" : 42 , "op" : 0 , "d" : {"a":[1,{"b":"}"}]} } """)]
    [InlineData("""{"t":"MESSAGE\u005fCREATE","s":42,"op":0,"d":{"a":[1,{"b":"}"}]}}""")]
    public void A_dispatch_is_read_whatever_the_order_of_its_keys(string payload)
    {
        Assert.True(Envelope.TryRead(Encoding.UTF8.GetBytes(payload), out Envelope envelope, out string? problem), problem);

        Assert.Equal(GatewayOpcode.Dispatch, envelope.Opcode);
        Assert.Equal(42, envelope.Sequence);
        Assert.Equal("MESSAGE_CREATE", Encoding.UTF8.GetString(envelope.Name));
        Assert.Equal("""{"a":[1,{"b":"}"}]}""", Encoding.UTF8.GetString(envelope.Data));
    }

    [Theory]
    [InlineData("""{"op":11}""", 11, "")]
    [InlineData("""{"t":null,"s":null,"op":11,"d":null}""", 11, "null")]
    [InlineData("""{"t":null,"s":null,"op":9,"d":false}""", 9, "false")]
    [InlineData("""{"op":9,"d":true}""", 9, "true")]
    [InlineData("""{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":41250}}""", 10, """{"heartbeat_interval":41250}""")]
    [InlineData("""{"op":123456,"d":[1]}""", 123456, "[1]")]
    public void Other_payloads_need_no_sequence_name_or_data(string payload, int opcode, string data)
    {
        Assert.True(Envelope.TryRead(Encoding.UTF8.GetBytes(payload), out Envelope envelope, out string? problem), problem);

        Assert.Equal(opcode, (int)envelope.Opcode);
        Assert.Null(envelope.Sequence);
        Assert.True(envelope.Name.IsEmpty);
        Assert.Equal(data, Encoding.UTF8.GetString(envelope.Data));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"op":null}""")]
    [InlineData("""{"op":1.5}""")]
    [InlineData("""{"op":99999999999}""")]
    [InlineData("""{"op":0,"s":"1"}""")]
    [InlineData("""{"op":0,"s":1e400}""")]
    [InlineData("""{"op":0,"t":5}""")]
    [InlineData("""{"t":"X","s":1,"op":0,"d":""")]
    [InlineData("""{"op":0,"d":{},}""")]
    public void What_is_no_payload_is_told_and_does_not_throw(string payload)
    {
        Assert.False(Envelope.TryRead(Encoding.UTF8.GetBytes(payload), out _, out string? problem));
        Assert.NotEmpty(problem!);
    }

    [Fact]
    public void Invalid_utf8_nul_bytes_and_deep_nesting_are_told_and_do_not_throw()
    {
        byte[][] payloads =
        [
            [.. "{\"t\":\""u8, 0xFF, 0xFE, .. "\\u0041\",\"op\":0}"u8],
            [.. "{\"op\":0,\"t\":\"a"u8, 0, .. "b\"}"u8],
            [.. "{\"op\":5,\"d\":"u8, .. Enumerable.Repeat((byte)'[', 100_000)],
        ];

        foreach (byte[] payload in payloads)
        {
            _ = Envelope.TryRead(payload, out _, out _);
        }
    }

    [Fact]
    public void Any_mutation_of_a_payload_is_read_or_told_and_never_throws()
    {
        byte[] valid = """{"t":"GUILD_CREATE","s":7,"op":0,"d":{"id":"1","name":"\u00e9\n","n":[1.5e3,true,null]}}"""u8.ToArray();
        Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Byte).Array[1, 4].Select(Gen.Int[0, valid.Length]).Sample((mutations, length) =>
        {
            byte[] payload = [.. valid];
            foreach ((int at, byte value) in mutations)
            {
                payload[at] = value;
            }

            bool isRead = Envelope.TryRead(payload.AsSpan(0, length), out _, out string? problem);
            Assert.Equal(isRead, problem is null);
        }, iter: 20_000);
    }
}
