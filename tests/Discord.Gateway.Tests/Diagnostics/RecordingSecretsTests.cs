using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Discord.Gateway.Diagnostics;

namespace Discord.Gateway.Tests.Diagnostics;

/// <summary>Tokens are removed by where they stand, and afterwards by what they are.</summary>
public sealed class RecordingSecretsTests
{
    private const string Awkward = "a\"b\\c/d+e<f>\u00e4\ud83d\ude00\tg";

    private readonly RecordingSecrets _secrets = new();

    [Theory]
    [InlineData("""{"op":2,"d":{"token":"T0KEN","intents":1}}""", """{"op":2,"d":{"token":"***","intents":1}}""")]
    [InlineData("""{"op":6,"d":{"session_id":"s","token":"T0KEN"}}""", """{"op":6,"d":{"session_id":"s","token":"***"}}""")]
    [InlineData("""{"d":{"token":"T0KEN"},"op":2}""", """{"d":{"token":"***"},"op":2}""")]
    [InlineData("""{ "op" : 2.0, "d" : { "\u0074oken" : "T0KEN" } }""", """{ "op" : 2.0, "d" : { "\u0074oken" : "***" } }""")]
    [InlineData("""{"op":2,"d":{"token":"T0K","token":"EN"}}""", """{"op":2,"d":{"token":"***","token":"***"}}""")]
    [InlineData("""{"op":2,"d":{"token":"T0K"},"d":{"token":"EN"}}""", """{"op":2,"d":{"token":"***"},"d":{"token":"***"}}""")]
    [InlineData("""{"op":1,"d":{"token":"T0KEN"},"op":2}""", """{"op":1,"d":{"token":"***"},"op":2}""")]
    [InlineData("""{"op":2,"d":{"token":{"a":["T0KEN"]},"x":1}}""", """{"op":2,"d":{"token":"***","x":1}}""")]
    [InlineData("""{"op":2,"d":{"token":12345}}""", """{"op":2,"d":{"token":"***"}}""")]
    [InlineData("""{"op":2,"d":{"token":""}}""", """{"op":2,"d":{"token":"***"}}""")]
    [InlineData("""{"op":2,"d":{"token":null}}""", """{"op":2,"d":{"token":"***"}}""")]
    [InlineData("""{"d":{"token":"T0KEN"}}""", """{"d":{"token":"***"}}""")]
    [InlineData("{\"op\":2,\"d\":{\"token\":\"T0KEN", "{\"op\":2,\"d\":{\"token\":\"***\"")]
    [InlineData("""{"op":2,"d":{"token":"T0KEN",broken""", """{"op":2,"d":{"token":"***",broken""")]
    [InlineData("""{"op":2,/* why */"d":{"token":/* not */"T0KEN",},}""", """{"op":2,/* why */"d":{"token":/* not */"***",},}""")]
    public void The_token_of_an_identify_or_resume_is_removed_whatever_it_is(string sent, string recorded) =>
        Assert.Equal(recorded, Sent(sent));

    [Theory]
    [InlineData("""{"op":3,"d":{"token":"a word"}}""")]
    [InlineData("""{"op":2,"d":{"properties":{"token":"a word"}}}""")]
    [InlineData("""{"op":2,"d":[{"token":"a word"}]}""")]
    [InlineData("""{"op":2,"x":{"token":"a word"}}""")]
    [InlineData("""["token"]""")]
    [InlineData("{\"op\":2,\"d\":{\"token\":")]
    [InlineData("not json")]
    [InlineData("")]
    public void Anything_that_is_not_such_a_token_stays(string sent) => Assert.StartsWith(sent, Sent(sent), StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_not_utf8_do_not_throw()
    {
        byte[] sent = [.. "{\"op\":2,\"d\":{\"token\":\""u8, 0xFF, 0xC0, .. "\"}}"u8];

        Assert.Equal("""{"op":2,"d":{"token":"***"}}"""u8.ToArray(), _secrets.RemoveFromSent(sent));
    }

    public static TheoryData<string> Escapings => [
        JavaScriptEncoder.Default.Encode(Awkward),
        JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(Awkward),
        Escaped("x4"),
        Escaped("X4"),
        Awkward,
        "a\\\"b\\\\c\\/d+\\u0065<f>\u00e4\\uD83d\\uDe00\\tg",
        JavaScriptEncoder.Default.Encode(JavaScriptEncoder.Default.Encode(Awkward)),
        JavaScriptEncoder.Default.Encode(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(Awkward)),
    ];

    [Theory]
    [MemberData(nameof(Escapings))]
    public void A_token_that_was_sent_is_removed_later_in_every_escaping(string escaped)
    {
        Sent(JsonSerializer.Serialize(new { op = 2, d = new { token = Awkward } }));

        Assert.Equal("x *** *** y", Removed($"x {escaped} {escaped} y"));
    }

    [Theory]
    [MemberData(nameof(Escapings))]
    public void A_token_is_remembered_however_it_was_escaped_when_it_was_sent(string escaped)
    {
        if (escaped == Awkward || escaped.Contains("\\\\u", StringComparison.Ordinal) || escaped.Contains("\\\\\\", StringComparison.Ordinal))
        {
            // Not this token, as JSON.
            return;
        }

        Sent("{\"op\":6,\"d\":{\"token\":\"" + escaped + "\"}}");

        Assert.Equal("***", Removed(Awkward));
    }

    [Fact]
    public void Tokens_sent_before_are_still_removed()
    {
        Sent("""{"op":2,"d":{"token":"first"}}""");
        Sent("""{"op":2,"d":{"token":"second"}}""");

        Assert.Equal("*** and ***", Removed("first and second"));
    }

    [Fact]
    public void The_longer_of_two_tokens_is_removed_as_a_whole()
    {
        _secrets.Add("abc");
        _secrets.Add("abcdef");

        Assert.Equal("***|***", Removed("abcdef|abc"));
    }

    [Fact]
    public void A_backslash_before_a_token_does_not_hide_it()
    {
        _secrets.Add("token");

        Assert.Equal("""\*** \\*** \n***""", Removed("""\token \\token \ntoken"""));
    }

    private static string Escaped(string format) => string.Concat(Awkward.Select(character => $"\\u{((int)character).ToString(format)}"));

    private string Sent(string payload) => Encoding.UTF8.GetString(_secrets.RemoveFromSent(Encoding.UTF8.GetBytes(payload)) ?? Encoding.UTF8.GetBytes(payload));

    private string Removed(string text) => Encoding.UTF8.GetString(_secrets.Remove(Encoding.UTF8.GetBytes(text)) ?? Encoding.UTF8.GetBytes(text));
}
