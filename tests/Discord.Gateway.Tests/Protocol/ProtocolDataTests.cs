using System.Text;
using CsCheck;
using Discord.Gateway.Models;
using Discord.Gateway.Protocol;

namespace Discord.Gateway.Tests.Protocol;

public sealed class ProtocolDataTests
{
    [Theory]
    [InlineData("41250")]
    [InlineData("41250.0")]
    [InlineData("4.125e4")]
    [InlineData("\"41250\"")]
    [InlineData("\"41250.0\"")]
    [InlineData("41250,\"heartbeat_interval\":null")]
    [InlineData("41250,\"deep\":[[[]]]")]
    public void The_heartbeat_interval_is_read_however_it_is_written(string value) =>
        Assert.Equal(TimeSpan.FromMilliseconds(41250), ReadInterval($$"""{"\ud800":"\ud800","heartbeat_interval":{{value}}}"""));

    [Theory]
    [InlineData("null")]
    [InlineData("0")]
    [InlineData("-41250")]
    [InlineData("9")]
    [InlineData("1e400")]
    [InlineData("3600001")]
    [InlineData("99999999999999999999999")]
    [InlineData("\"NaN\"")]
    [InlineData("\"Infinity\"")]
    [InlineData("\"\"")]
    [InlineData("\"41250 ms\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("true")]
    [InlineData("[41250]")]
    [InlineData("{}")]
    public void A_heartbeat_interval_that_makes_no_sense_is_none(string value) =>
        Assert.Null(ReadInterval($$"""{"heartbeat_interval":{{value}}}"""));

    [Theory]
    [InlineData("10")]
    [InlineData("3600000")]
    public void The_bounds_of_the_heartbeat_interval_make_sense(string value) =>
        Assert.Equal(TimeSpan.FromMilliseconds(int.Parse(value, System.Globalization.CultureInfo.InvariantCulture)), ReadInterval($$"""{"heartbeat_interval":{{value}}}"""));

    [Theory]
    [InlineData("""{"guilds":[]}""")]
    [InlineData("""{"guilds":[{"id":"7","unavailable":true}],"other":[{"id":"9"}]}""", 7UL)]
    [InlineData("""{"guilds":[{"unavailable":true,"id":7},{"id":"8"},{"id":"7"}]}""", 7UL, 8UL)]
    [InlineData("""{"guilds":[null,{"id":"7"},null,{"id":"8"}]}""", 7UL, 8UL)]
    public void The_guilds_of_a_ready_are_those_of_its_list_and_not_loaded(string data, params ulong[] ids) =>
        Assert.Equal(new SessionGuilds([], ids, []), ProtocolData.ReadGuilds(Encoding.UTF8.GetBytes(data)));

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"guilds":null}""")]
    [InlineData("""{"guilds":{"id":"7"}}""")]
    [InlineData("""{"guilds":[{"id":"7"}],"guilds":5}""")]
    [InlineData("""{"guilds":[{"id":"7"},8]}""")]
    [InlineData("""{"guilds":[{"id":"7"},[]]}""")]
    [InlineData("""{"guilds":[{"id":"7"},{}]}""")]
    [InlineData("""{"guilds":[{"id":"7"},{"id":null}]}""")]
    [InlineData("""{"guilds":[{"id":"7"}""")]
    public void Guilds_that_cannot_be_read_as_a_whole_are_none(string data) => Assert.Null(ProtocolData.ReadGuilds(Encoding.UTF8.GetBytes(data)));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"session_id":null}""")]
    [InlineData("""{"session_id":""}""")]
    [InlineData("""{"session_id":5}""")]
    [InlineData("""{"session_id":{"session_id":"s"}}""")]
    [InlineData("""{"session_id":"\ud800"}""")]
    public void A_ready_without_a_usable_session_id_has_no_session(string data) => Assert.Null(ReadSession(data));

    [Theory]
    [InlineData("""{"session_id":"s"}""")]
    [InlineData("""{"session_id":"s","resume_gateway_url":null,"user":null}""")]
    [InlineData("""{"resume_gateway_url":5,"user":[],"session_id":"s"}""")]
    [InlineData("""{"resume_gateway_url":"\ud800","user":{"id":"\ud800"},"session_id":"s"}""")]
    [InlineData("""{"user":{"\ud800":1,"id":null},"\udfff":2,"session_id":"s"}""")]
    [InlineData("""{"user":{"id":"99999999999999999999999"},"session_id":"s"}""")]
    [InlineData("""{"resume_gateway_url":"wss://\u202E","session_id":"s"}""")]
    [InlineData("""{"resume_gateway_url":"wss://:usera.b@[::1%25eth0][::1%25eth0]","session_id":"s"}""")]
    [InlineData("""{"resume_gateway_url":"/relative","session_id":"s"}""")]
    [InlineData("""{"session_id":"s","nested":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[""")]
    [InlineData("""{"session_id":"s"},"new":{"session_id":"other"}""")]
    public void Values_that_do_not_fit_cost_no_session(string data) =>
        Assert.Equal(new ShardSession("s", null, 5) { ShardId = new ShardId(1, 2) }, ReadSession(data));

    [Fact]
    public void A_session_has_the_id_the_url_and_the_user_of_its_ready()
    {
        ShardSession? session = ReadSession("""{"v":10,"user":{"username":"x","id":"42"},"resume_gateway_url":"wss://resume.test","session\u005fid":"s"}""");

        Assert.Equal(new ShardSession("s", new Uri("wss://resume.test"), 5) { ShardId = new ShardId(1, 2), UserId = new Id<User>(42) }, session);
    }

    [Fact]
    public void The_url_of_a_session_is_not_that_of_something_else() => Assert.Equal(
        new Uri("wss://resume.test"), ReadSession("""{"resume_gateway_url":"wss://resume.test","other":"wss://other.test","session_id":"s"}""")!.ResumeUrl);

    [Fact]
    public void The_user_is_not_something_else_with_an_id() =>
        Assert.Null(ReadSession("""{"application":{"id":"7"},"session_id":"s"}""")!.UserId);

    [Fact]
    public void The_users_id_is_not_that_of_something_in_the_user() =>
        Assert.Equal(new Id<User>(42), ReadSession("""{"user":{"clan":{"id":"7"},"id":"42"},"session_id":"s"}""")!.UserId);

    [Fact]
    public void A_session_never_has_a_negative_sequence() =>
        Assert.Equal(0, ProtocolData.ReadSession("""{"session_id":"s"}"""u8, ShardId.Single, -7)!.Sequence);

    [Theory]
    [InlineData("x", 1024, true)]
    [InlineData("x", 1025, false)]
    [InlineData("x", 5000, false)]
    [InlineData("\u00fc", 512, true)]
    [InlineData("\u00fc", 513, false)]
    [InlineData("\\\"", 513, false)]
    [InlineData("\\u0001", 171, false)]
    [InlineData("\ud83d\ude00", 86, false)]
    public void A_session_id_that_would_not_fit_into_a_resume_is_none(string part, int count, bool isTaken)
    {
        ShardSession? session = ReadSession($$"""{"session_id":"{{string.Concat(Enumerable.Repeat(part, count))}}"}""");

        Assert.Equal(isTaken, session is not null);
    }

    [Fact]
    public void Any_mutation_of_a_ready_gives_a_session_or_none_and_never_throws()
    {
        byte[] valid = """{"user":{"id":"1"},"resume_gateway_url":"wss://resume.test\u002f","session_id":"s\u00e9","heartbeat_interval":4e4}"""u8.ToArray();
        Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Byte).Array[1, 4].Select(Gen.Int[0, valid.Length]).Sample((mutations, length) =>
        {
            byte[] data = [.. valid];
            foreach ((int at, byte value) in mutations)
            {
                data[at] = value;
            }

            _ = ProtocolData.ReadSession(data.AsSpan(0, length), ShardId.Single, 1);
            _ = ProtocolData.ReadHeartbeatInterval(data.AsSpan(0, length));
        }, iter: 20_000);
    }

    private static TimeSpan? ReadInterval(string data) => ProtocolData.ReadHeartbeatInterval(Encoding.UTF8.GetBytes(data));

    private static ShardSession? ReadSession(string data) => ProtocolData.ReadSession(Encoding.UTF8.GetBytes(data), new ShardId(1, 2), 5);
}
