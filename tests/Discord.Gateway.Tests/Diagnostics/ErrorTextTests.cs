using System.Text.Json;
using Discord.Gateway.Diagnostics;

namespace Discord.Gateway.Tests.Diagnostics;

public sealed class ErrorTextTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData("\t")]
    [InlineData("\0")]
    [InlineData("\u001b")]
    [InlineData("\u007f")]
    [InlineData("\u0085")]
    [InlineData("\u2028")]
    [InlineData("\u2029")]
    [InlineData("\u202e")]
    [InlineData("\u2066")]
    [InlineData("\u200f")]
    [InlineData("\u061c")]
    [InlineData("\u200b")]
    [InlineData("\ufeff")]
    [InlineData("\U000e0041")]
    public void A_character_that_could_forge_a_line_is_replaced(string character) =>
        Assert.Equal("a\ufffdb", ErrorText.Clean($"a{character}b"));

    [Fact]
    public void Halves_of_surrogate_pairs_are_replaced() =>
        Assert.Equal("a\ufffd\ufffdb\ufffd", ErrorText.Clean(string.Concat("a", '\ud800'.ToString(), '\ud800'.ToString(), "b", '\udc00'.ToString())));

    [Theory]
    [InlineData("bye")]
    [InlineData("Tsch\u00fc\u00df \U0001f600 \u05e9\u05dc\u05d5\u05dd")]
    [InlineData("")]
    public void Plain_text_stays_as_it_is(string text) => Assert.Equal(text, ErrorText.Clean(text));

    [Fact]
    public void No_text_is_empty() => Assert.Equal("", ErrorText.Clean(null));

    [Fact]
    public void A_long_text_is_cut_between_characters()
    {
        Assert.Equal(new string('x', 200), ErrorText.Clean(new string('x', 200)));
        Assert.Equal(new string('x', 200) + "\u2026", ErrorText.Clean(new string('x', 100_000)));
        Assert.Equal(new string('x', 199) + "\u2026", ErrorText.Clean(new string('x', 199) + "\U0001f600"));
    }

    [Fact]
    public void The_text_of_an_exception_fits_into_one_line_with_its_causes()
    {
        var error = new InvalidOperationException("Unable to connect.", new IOException("reset\r\nforged line", new InvalidOperationException("reset")));

        Assert.Equal("Unable to connect: reset\ufffd\ufffdforged line", ErrorText.Of(error));
    }

    [Theory]
    [InlineData("No connection, see inner exception.")]
    [InlineData("No connection, see inner exception for details.")]
    [InlineData("No connection. See the inner exception for details.")]
    public void What_refers_to_a_cause_is_left_out_where_the_cause_follows(string text) =>
        Assert.Equal("No connection: name mismatch", ErrorText.Of(new IOException(text, new IOException("name mismatch"))));

    [Fact]
    public void What_refers_to_a_cause_stays_in_the_last_of_them() =>
        Assert.Equal("one: two, see inner exception", ErrorText.Of(new IOException("one", new IOException("two, see inner exception", new IOException("two")))));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_exception_without_a_message_is_named_by_its_type(bool throws) =>
        Assert.Equal("Failed: MutedException", ErrorText.Of(new InvalidOperationException("Failed.", new MutedException(throws))));

    [Fact]
    public void The_text_of_a_json_exception_quotes_nothing()
    {
        var error = Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse("[1,\n secret]"));

        Assert.Equal("Not valid JSON at byte 1 of line 2.", ErrorText.Of(error));
        Assert.Equal("Failed: Not valid JSON at byte 1 of line 2.", ErrorText.Of(new InvalidOperationException("Failed.", error)));
    }

    [Fact]
    public void The_reason_why_data_could_not_be_decoded_quotes_no_message_but_our_own()
    {
        Assert.Equal("A value does not fit its type (FormatException).", ErrorText.OfDecoding(new FormatException("'secret' is no number.")));
        Assert.Equal("Expected an id.", ErrorText.OfDecoding(new JsonException("Expected an id.")));
    }

    private sealed class MutedException(bool throws) : Exception
    {
        public override string Message => throws ? throw new NotSupportedException() : null!;
    }
}
