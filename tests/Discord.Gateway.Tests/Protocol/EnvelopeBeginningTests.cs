using System.Text;
using Discord.Gateway.Protocol;

namespace Discord.Gateway.Tests.Protocol;

/// <summary>What the beginning of a payload tells, if it was too large to be received whole.</summary>
public sealed class EnvelopeBeginningTests
{
    [Theory]
    [InlineData("""{"t":"MESSAGE_CREATE","s":42,"op":0,"d":{"content":"x""")]
    [InlineData("""{"s":42,"t":"MESSAGE_CREATE","d":{"t":"OTHER","s":1""")]
    [InlineData("""{"op":0,"new":"x","s":42,"more":null,"t":"MESSAGE_CREATE","d":""")]
    [InlineData(""" { "t" : "MESSAGE\u005fCREATE" , "s" : 42 , "op" : 0 """)]
    public void Name_and_sequence_are_read_if_they_stand_before_the_data(string beginning)
    {
        Assert.True(EnvelopeBeginning.TryRead(Encoding.UTF8.GetBytes(beginning), out string name, out long sequence));

        Assert.Equal(("MESSAGE_CREATE", 42), (name, sequence));
    }

    [Theory]
    [InlineData("")]
    [InlineData("""["t","X","s",1]""")]
    [InlineData("no json")]
    [InlineData("""{"t":"X","s":1,"op":bad""")]
    [InlineData("""{"t":"X","op":0,"d":{"s":1""")]
    [InlineData("""{"s":1,"op":0,"d":{"t":"X""")]
    [InlineData("""{"d":{},"t":"X","s":1}""")]
    [InlineData("""{"s":1,"t":"MESSAGE_CR""")]
    [InlineData("""{"t":"X","s":12""")]
    [InlineData("""{"t":"X","s":null,"op":0""")]
    [InlineData("""{"t":"X","s":"1","op":0""")]
    [InlineData("""{"t":"X","s":1.5,"op":0""")]
    [InlineData("""{"t":null,"s":1,"op":0""")]
    [InlineData("""{"t":5,"s":1,"op":0""")]
    [InlineData("""{"t":"","s":1,"op":0""")]
    [InlineData("""{"t":"ä","s":1,"op":0""")]
    [InlineData("""{"t":"\ud800","s":1,"op":0""")]
    public void A_beginning_without_both_names_no_event(string beginning) =>
        Assert.False(EnvelopeBeginning.TryRead(Encoding.UTF8.GetBytes(beginning), out _, out _));

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void Only_so_many_bytes_are_looked_at(int length, bool isRead)
    {
        string end = ""","t":"X","s":1,""";
        string beginning = """{"new":" """.TrimEnd();
        beginning += new string('x', length - beginning.Length - end.Length - 1) + '"' + end;
        Assert.Equal(length, beginning.Length);

        Assert.Equal(isRead, EnvelopeBeginning.TryRead(Encoding.UTF8.GetBytes(beginning), out _, out _));
    }
}
