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

    [Theory]
    [InlineData("""{"t":"X","s":1,"op":0,"d":{"a":{}},"new":{"b":1}}""")]
    [InlineData("""{"t":"X","s":1,"op":0,"d":{"a":{}},"new":{"op":9,"d":{}},"last":{}}""")]
    [InlineData("""{"t":"X","s":1,"op":0,"d":{"a":{}},"new":[1,[2]]}""")]
    [InlineData("""{"t":"X","s":1,"op":0,"d":{"a":{}},"new":"}}"}""")]
    [InlineData("""{"t":"X","s":1,"op":0,"d":{"a":{}},"new":1.5e3,"last":null,"end":{}}""")]
    [InlineData("""{"op":0,"s":1,"t":"X","d":{"a":{}},"new":{"b":1}}""")]
    [InlineData("""{"t":"X","s":1,"op":0,"d":{"a":{}} , "new":{} } """)]
    public void An_exact_read_finds_the_end_of_data_that_other_keys_follow(string payload)
    {
        Assert.True(Envelope.TryRead(Encoding.UTF8.GetBytes(payload), out Envelope envelope, out string? problem, isExact: true), problem);

        Assert.Equal("""{"a":{}}""", Encoding.UTF8.GetString(envelope.Data));
        Assert.Equal(("X", 1L), (Encoding.UTF8.GetString(envelope.Name), envelope.Sequence));
        Assert.True(envelope.HasKeysAfterData);
    }

    [Theory]
    [InlineData("""{"t":"X","s":1,"op":0,"d":{"a":1},"new":{}}""", """{"a":1},"new":{}""")]
    [InlineData("""{"op":0,"s":1,"t":"X","d":{"a":1},"new":{}}""", """{"a":1},"new":{}""")]
    [InlineData("""{"op":0,"s":1,"t":"X","d":[1],"new":[]}""", """[1],"new":[]""")]
    [InlineData("""{"op":0,"s":1,"t":"X","d":[1],"new":[] } """, """[1],"new":[]""")]
    [InlineData("""{"op":0,"s":1,"t":"X","d":{"a":1},"new":[]}""", """{"a":1}""")]
    [InlineData("""{"op":0,"s":1,"t":"X","d":[1],"new":{}}""", "[1]")]
    [InlineData("""{"op":0,"s":1,"t":"X","d":5,"new":{}}""", "5")]
    [InlineData("""{"s":1,"t":"X","d":{"a":1},"op":0,"new":{}}""", """{"a":1}""")]
    [InlineData("""{"op":0,"t":"X","d":{"a":1},"s":1,"new":{}}""", """{"a":1}""")]
    [InlineData("""{"op":0,"s":1,"d":{"a":1},"t":"X","new":{}}""", """{"a":1}""")]
    public void A_quick_read_takes_data_to_end_where_the_payload_does_if_it_looks_so(string payload, string data)
    {
        Assert.True(Envelope.TryRead(Encoding.UTF8.GetBytes(payload), out Envelope envelope, out string? problem), problem);

        Assert.Equal(data, Encoding.UTF8.GetString(envelope.Data));
    }

    [Fact]
    public void An_exact_read_finds_the_end_of_an_array_that_an_array_follows()
    {
        Assert.True(Envelope.TryRead("""{"t":"X","s":1,"op":0,"d":[1],"new":[2]}"""u8, out Envelope envelope, out _, isExact: true));

        Assert.Equal("[1]", Encoding.UTF8.GetString(envelope.Data));
    }

    [Theory]
    [InlineData("""{"t":"X","s":1,"op":0,"d":{"a":{}}}""")]
    [InlineData("""{"new":{"b":1},"t":"X","s":1,"op":0,"d":{"a":{}}}""")]
    public void An_exact_read_sees_that_no_key_follows_the_data(string payload)
    {
        Assert.True(Envelope.TryRead(Encoding.UTF8.GetBytes(payload), out Envelope envelope, out _, isExact: true));

        Assert.False(envelope.HasKeysAfterData);
        Assert.Equal("""{"a":{}}""", Encoding.UTF8.GetString(envelope.Data));
    }

    [Theory]
    [InlineData("""{"t":"X","s":7,"op":0,"d":{"a":bad}}""")]
    [InlineData("""{"t":"X","s":7,"op":0,"d":{"a":[{]}}""")]
    public void Data_that_is_not_json_keeps_its_name_and_sequence_in_an_exact_read(string payload)
    {
        Assert.True(Envelope.TryRead(Encoding.UTF8.GetBytes(payload), out Envelope envelope, out string? problem, isExact: true), problem);

        Assert.Equal(("X", 7L), (Encoding.UTF8.GetString(envelope.Name), envelope.Sequence));
    }

    [Fact]
    public void Data_nested_too_deep_keeps_its_name_and_sequence_in_an_exact_read()
    {
        string deep = new string('[', 500) + new string(']', 500);

        Assert.True(Envelope.TryRead(Encoding.UTF8.GetBytes($$$"""{"t":"X","s":7,"op":0,"d":{"a":{{{deep}}}}}"""), out Envelope envelope, out _, isExact: true));

        Assert.Equal(7, envelope.Sequence);
    }

    [Fact]
    public void Exact_and_quick_reads_agree_on_payloads_whose_data_comes_last()
    {
        Gen.Select(Gen.Long, Gen.String[Gen.Char['a', 'z'], 1, 20], Gen.String, Gen.Bool).Sample((sequence, name, text, isSpaced) =>
        {
            string data = System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string> { [text] = text });
            byte[] payload = Encoding.UTF8.GetBytes($$"""{"t":"{{name}}","s":{{sequence}},"op":0,"d":{{data}}{{(isSpaced ? " " : "")}}}""");

            Assert.True(Envelope.TryRead(payload, out Envelope quick, out _));
            Assert.True(Envelope.TryRead(payload, out Envelope exact, out _, isExact: true));

            Assert.True(exact.Data.SequenceEqual(quick.Data) && exact.Name.SequenceEqual(quick.Name) && exact.Sequence == quick.Sequence);
            Assert.Equal(data, Encoding.UTF8.GetString(exact.Data));
        }, iter: 1_000);
    }

    [Theory]
    [InlineData("""{"\ud800":1,"op":11}""")]
    [InlineData("""{"d":{"\udfff":"\ud800"},"op":11}""")]
    [InlineData("""{"\u006fp":11}""")]
    [InlineData("""{"op":11.0,"s":null}""")]
    [InlineData("""{"op":1.1e1}""")]
    public void An_odd_way_to_write_a_key_or_a_number_costs_no_payload(string payload)
    {
        Assert.True(Envelope.TryRead(Encoding.UTF8.GetBytes(payload), out Envelope envelope, out string? problem), problem);

        Assert.Equal(GatewayOpcode.HeartbeatAck, envelope.Opcode);
    }

    [Theory]
    [InlineData("""{"op":0,"s":9223372036854775808}""")]
    [InlineData("""{"op":0,"s":-9223372036854775809}""")]
    [InlineData("""{"op":-2147483649}""")]
    [InlineData("""{"op":1e10}""")]
    [InlineData("""{"t":"X","s":99999999999999999999,"op":0,"d":{}}""")]
    public void Numbers_that_do_not_fit_are_told(string payload)
    {
        Assert.False(Envelope.TryRead(Encoding.UTF8.GetBytes(payload), out _, out string? problem));
        Assert.Contains("integer", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""secret""")]
    [InlineData("""{"op":0,"d":{"content":secret}}""")]
    [InlineData("""{"op":0,secret:1}""")]
    [InlineData("""{"op":"secret"}""")]
    [InlineData("""{"op":0,"s":"secret"}""")]
    [InlineData("""{"op":0,"t":{"secret":1}}""")]
    [InlineData("""{"op":0,"d":"secret""")]
    [InlineData("""{"op":0,"d":"secret\x"}""")]
    public void The_reason_quotes_nothing_of_the_payload(string payload)
    {
        foreach (bool isExact in (bool[])[false, true])
        {
            Assert.False(Envelope.TryRead(Encoding.UTF8.GetBytes(payload), out _, out string? problem, isExact));
            Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
            Assert.DoesNotContain("'", problem, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"a":1},"b":{}""", """{"a":1}""")]
    [InlineData("""{"a":1} , "b" : 1, "c":[2],"d":"x" """, """{"a":1}""")]
    [InlineData("""[1],"b":null""", "[1]")]
    [InlineData("""{"a":1}""", null)]
    [InlineData("""{"a":1}}""", null)]
    [InlineData("""{"a":1},""", null)]
    [InlineData("""{"a":1}"b":2""", null)]
    [InlineData("""{"a":1},"b":bad""", null)]
    [InlineData("""{"a":1}{"b":2}""", null)]
    [InlineData("", null)]
    public void Only_keys_of_the_payload_are_cut_off_its_data(string data, string? expected)
    {
        ReadOnlySpan<byte> cut = Encoding.UTF8.GetBytes(data);

        Assert.Equal(expected is not null, Envelope.TryCutKeysAfterData(ref cut));
        if (expected is not null)
        {
            Assert.Equal(expected, Encoding.UTF8.GetString(cut));
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
            Assert.Equal(isRead, Envelope.TryRead(payload.AsSpan(0, length), out _, out problem, isExact: true));
            Assert.Equal(isRead, problem is null);
        }, iter: 20_000);
    }
}
