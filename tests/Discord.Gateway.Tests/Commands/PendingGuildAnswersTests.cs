using System.Text;
using Discord.Gateway.Commands;
using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Commands;

/// <summary>Answers that name a guild: which request they are for, and what becomes of them.</summary>
public sealed class PendingGuildAnswersTests
{
    private const string Undecodable = """{"guild_id":"1","soundboard_sounds":[],"guild_id":{}}""";

    private readonly PendingGuildAnswers _answers = new(GuildRequest.Sounds, [1, 2]);

    [Fact]
    public async Task A_caller_waits_while_a_guild_is_missing_and_nothing_is_unread()
    {
        Assert.True(_answers.IsStarving);

        Assert.True(Offer("""{"guild_id":"1","soundboard_sounds":[]}"""));
        Assert.False(_answers.IsStarving);

        await NextAsync();
        Assert.True(_answers.IsStarving);
    }

    [Fact]
    public async Task A_caller_who_has_all_answers_waits_for_none()
    {
        await AnswerAllAsync();

        Assert.Equal((false, true), (_answers.IsStarving, _answers.IsComplete));
    }

    [Fact]
    public void The_answer_about_another_guild_is_for_somebody_else()
    {
        Assert.False(Offer("""{"guild_id":"3","soundboard_sounds":[]}"""));

        Assert.Equal(0, _answers.UnreadBytes);
    }

    [Fact]
    public void An_event_of_another_kind_is_no_answer() => Assert.False(Offer("""{"guild_id":"1","channels":[]}""", GatewayEventType.ChannelInfo));

    [Theory]
    [InlineData("""{"opcode":31,"retry_after":7}""", true)]
    [InlineData("""{"opcode":31,"retry_after":7,"meta":{"guild_id":"2"}}""", true)]
    [InlineData("""{"opcode":31,"retry_after":7,"meta":{"guild_id":"3"}}""", false)]
    [InlineData("""{"opcode":43,"retry_after":7}""", false)]
    public void A_rate_limit_is_for_the_requests_of_its_opcode_and_guild(string data, bool isMine)
    {
        Assert.Equal(isMine, Offer(data, GatewayEventType.RateLimited));

        Assert.Equal(isMine, !_answers.IsStarving);
    }

    [Fact]
    public async Task A_rate_limit_that_was_read_takes_no_room()
    {
        Offer("""{"opcode":31,"retry_after":7}""", GatewayEventType.RateLimited);

        var limited = (RateLimitedEvent)await NextAsync();

        Assert.Equal((TimeSpan.FromSeconds(7), 0), (limited.RetryAfter, _answers.UnreadBytes));
    }

    [Fact]
    public async Task A_rate_limit_is_not_for_a_request_that_is_answered()
    {
        await AnswerAllAsync();

        Assert.False(Offer("""{"opcode":31,"retry_after":7}""", GatewayEventType.RateLimited));
    }

    [Fact]
    public void A_request_that_has_failed_takes_no_answer()
    {
        _answers.Fail(new SessionLostException(ShardId.Single));

        Assert.False(Offer("""{"guild_id":"1","soundboard_sounds":[]}"""));
        Assert.Equal(0, _answers.UnreadBytes);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_decoded_is_awaited_again()
    {
        Assert.True(Offer(Undecodable));
        Task<GatewayEvent> next = NextAsync();
        Assert.Equal((true, 0), (_answers.IsStarving, _answers.UnreadBytes));

        Assert.True(Offer("""{"guild_id":"1","soundboard_sounds":[]}"""));

        Assert.Equal<Id<Guild>?>(1, (await next).GuildId);
        Assert.Equal([2], _answers.Unanswered);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_decoded_and_is_read_too_late_is_a_time_out()
    {
        var now = TimeSpan.Zero;
        Offer(Undecodable);

        await Assert.ThrowsAsync<TimeoutException>(() => NextAsync(() => now += TimeSpan.FromSeconds(40)));
    }

    [Fact]
    public async Task A_guild_may_be_named_by_a_number()
    {
        Assert.True(Offer("""{"guild_id":1,"soundboard_sounds":[]}"""));

        Assert.Equal<Id<Guild>?>(1, (await NextAsync()).GuildId);
    }

    [Fact]
    public async Task An_answer_tells_which_of_its_values_could_not_be_read()
    {
        Offer("""{"guild_id":"1","soundboard_sounds":5}""");

        Assert.Equal("soundboard_sounds", Assert.Single((await NextAsync()).Problems).Path);
    }

    [Fact]
    public async Task An_answer_has_no_part_in_what_could_not_be_read_before_it()
    {
        Offer("""{"guild_id":"1","soundboard_sounds":5,"guild_id":{}}""");
        Offer("""{"guild_id":"2","soundboard_sounds":[]}""");

        Assert.Empty((await NextAsync()).Problems);
    }

    private bool Offer(string data, GatewayEventType type = GatewayEventType.SoundboardSounds) => _answers.Offer(type, Encoding.UTF8.GetBytes(data), nonce: null);

    private async Task AnswerAllAsync()
    {
        Offer("""{"guild_id":"1","soundboard_sounds":[]}""");
        Offer("""{"guild_id":"2","soundboard_sounds":[]}""");
        await NextAsync();
        await NextAsync();
    }

    private Task<GatewayEvent> NextAsync(Func<TimeSpan>? getNow = null) =>
        _answers.NextAsync(TimeSpan.FromSeconds(30), TimeProvider.System, getNow ?? (() => TimeSpan.Zero), _answers.OnRead, TestContext.Current.CancellationToken);
}
