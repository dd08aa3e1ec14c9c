using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using CsCheck;
using Discord.Gateway.Json;
using Discord.Gateway.Tests.Events;

namespace Discord.Gateway.Tests.Json;

/// <summary>The cursor takes what a Utf8JsonReader takes, sees the same in it, and refuses what that refuses.</summary>
public sealed class JsonCursorTests
{
    /// <summary>A reader of System.Text.Json throws for what is no text; the cursor puts U+FFFD in its place.</summary>
    private const string Repaired = "no text";

    private static readonly byte[][] Cases =
        [.. EventCases.Names.SelectMany(name => EventCases.Of(name).Values.Select(data => Encoding.UTF8.GetBytes(data.GetRawText())).Where(data => data.Length < 4_000))];

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData(" [ 1 , { \"a\" : [ ] } , null , true , false ]\r\n\t ")]
    [InlineData("[0,-0,-1,10,1.5,-1.25e10,1E-2,1e+3,99999999999999999999999999]")]
    [InlineData("[\"\",\"a\",\"é\",\"\\u00e9\",\"\\ud83d\\ude00\",\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]")]
    [InlineData("[\"\\ud83d\"]")]
    [InlineData("{\"a\":1,\"a\":2,\"\\u0061\":3,\"\":4}")]
    [InlineData("[01]")]
    [InlineData("[-]")]
    [InlineData("[+1]")]
    [InlineData("[1.]")]
    [InlineData("[.5]")]
    [InlineData("[1e]")]
    [InlineData("[1e+]")]
    [InlineData("[1 2]")]
    [InlineData("[1,]")]
    [InlineData("[,1]")]
    [InlineData("[1,,2]")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{,\"a\":1}")]
    [InlineData("{\"a\"}")]
    [InlineData("{\"a\" 1}")]
    [InlineData("{\"a\"::1}")]
    [InlineData("{a:1}")]
    [InlineData("{1:1}")]
    [InlineData("{\"a\":}")]
    [InlineData("[}")]
    [InlineData("{]")]
    [InlineData("[1}")]
    [InlineData("{\"a\":1]")]
    [InlineData("[\"\\x\"]")]
    [InlineData("[\"\\u12g4\"]")]
    [InlineData("[\"\\u12\"]")]
    [InlineData("[\"a\nb\"]")]
    [InlineData("[\"a\0b\"]")]
    [InlineData("[\"a]")]
    [InlineData("[nul]")]
    [InlineData("[nulll]")]
    [InlineData("[True]")]
    [InlineData("[NaN]")]
    [InlineData("[/* */1]")]
    [InlineData("['a']")]
    [InlineData("[")]
    [InlineData("")]
    [InlineData(" ")]
    public void Sees_what_a_reader_sees(string json) => Check(Encoding.UTF8.GetBytes(json));

    [Fact]
    public void Sees_the_same_in_data_changed_anywhere()
    {
        Gen<byte> bytes = Gen.Frequency((4, OneOf("{}[],:\"0123456789-+.eEtfn\\u \0\x1f"u8.ToArray())), (1, Gen.Byte));
        Gen.Select(OneOf(Cases), Gen.Select(Gen.Double[0, 1], bytes).Array[1, 4]).Sample((@case, changes) =>
        {
            byte[] data = [(byte)'[', .. @case, (byte)']'];
            foreach ((double where, byte value) in changes)
            {
                data[1 + Math.Min((int)(where * @case.Length), @case.Length - 1)] = value;
            }

            Check(data);
        }, iter: 20_000);
    }

    [Fact]
    public void A_string_ends_where_it_ends_however_long_it_is_and_wherever_it_stands()
    {
        string[] characters = ["x", "é", "\\n", "\\\"", "😀", "\u0001", "\""];
        for (int length = 0; length < 70; length++)
        {
            foreach (string character in characters)
            {
                for (int after = 0; after < 40; after += 13)
                {
                    Check(Encoding.UTF8.GetBytes($"[\"{new string('a', length)}{character}b\",\"{new string('c', after)}\"]"));
                }
            }
        }
    }

    [Fact]
    public void What_is_nested_too_deep_throws_and_what_is_not_does_not()
    {
        Check(Encoding.UTF8.GetBytes(new string('[', JsonCursor.MaxDepth) + new string(']', JsonCursor.MaxDepth)));
        Check(Encoding.UTF8.GetBytes(new string('[', JsonCursor.MaxDepth + 1) + new string(']', JsonCursor.MaxDepth + 1)));
        Check(Encoding.UTF8.GetBytes(new string('[', 1_000_000)));
        Assert.Throws<JsonException>(() =>
        {
            var cursor = new JsonCursor(Encoding.UTF8.GetBytes(new string('[', 1_000_000)));
            cursor.ReadValue();
            cursor.Skip();
        });
    }

    [Fact]
    public void A_value_that_is_skipped_is_given_as_it_was_sent()
    {
        var cursor = new JsonCursor("""[{"a" : [1, "\u0041"]} ,2]"""u8);
        cursor.ReadValue();
        cursor.NextItem();

        Assert.Equal("""{"a" : [1, "\u0041"]}""", Encoding.UTF8.GetString(cursor.SkipRaw()));
        Assert.True(cursor.NextItem());
        Assert.Equal("2", Encoding.UTF8.GetString(cursor.SkipRaw()));
        Assert.False(cursor.NextItem());
    }

    private static Gen<T> OneOf<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static void Check(byte[] json)
    {
        string byReader = Describe(() => ReadAll(json));
        string byCursor = Describe(() => WalkAll(json));
        Assert.Equal(byReader, byCursor);
    }

    private static string Describe(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (JsonException)
        {
            return "not JSON";
        }
    }

    private static string ReadAll(byte[] json)
    {
        var story = new StringBuilder();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonCursor.MaxDepth });
        do
        {
            reader.Read();
            Tell(story, reader.TokenType, reader.ValueSpan, TextOf(ref reader));
        }
        while (reader.CurrentDepth > 0 || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray);
        return story.ToString();
    }

    private static string WalkAll(byte[] json)
    {
        var story = new StringBuilder();
        var cursor = new JsonCursor(json);
        cursor.ReadValue();
        Walk(ref cursor, story);
        return story.ToString();
    }

    private static void Walk(ref JsonCursor cursor, StringBuilder story)
    {
        Tell(story, cursor.TokenType, cursor.ValueSpan, TextOf(ref cursor));
        if (cursor.TokenType == JsonTokenType.StartObject)
        {
            while (cursor.NextProperty())
            {
                Tell(story, cursor.TokenType, cursor.ValueSpan, TextOf(ref cursor));
                cursor.ReadValue();
                Walk(ref cursor, story);
            }

            Tell(story, cursor.TokenType, default, null);
        }
        else if (cursor.TokenType == JsonTokenType.StartArray)
        {
            while (cursor.NextItem())
            {
                Walk(ref cursor, story);
            }

            Tell(story, cursor.TokenType, default, null);
        }
    }

    private static string? TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? reader.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return Repaired;
        }
    }

    private static string? TextOf(ref JsonCursor cursor)
    {
        string? text = cursor.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? cursor.GetString() : null;
        bool hadReplacement = Encoding.UTF8.GetString(cursor.ValueSpan) is var sent && Utf8.IsValid(cursor.ValueSpan)
            && (sent.Contains('\uFFFD', StringComparison.Ordinal) || sent.Contains("\\uFFFD", StringComparison.OrdinalIgnoreCase));
        return text?.Contains('\uFFFD', StringComparison.Ordinal) == true && !hadReplacement ? Repaired : text;
    }

    private static void Tell(StringBuilder story, JsonTokenType type, ReadOnlySpan<byte> value, string? text)
    {
        story.Append(type);
        if (type is JsonTokenType.Number)
        {
            story.Append(' ').Append(Encoding.Latin1.GetString(value));
        }

        story.Append(' ').Append(text).Append('\n');
    }
}
