using Discord.Gateway.Commands;
using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Commands;

/// <summary>A request after all of its answers have arrived.</summary>
public sealed class AnsweredRequestTests
{
    private readonly PendingGuildAnswers _request = new(GuildRequest.Sounds, [1, 2]);

    public AnsweredRequestTests()
    {
        Assert.True(Answer(1));
        Assert.True(Answer(2));
    }

    [Fact]
    public void A_request_that_has_all_answers_needs_no_more_events()
    {
        _request.OnRead(_request.UnreadBytes, undecodable: null);
        Assert.False(_request.IsStarving);

        _request.OnRead(0, undecodable: 2);
        Assert.True(_request.IsStarving);
    }

    [Fact]
    public void A_rate_limit_that_comes_after_all_answers_is_for_another_request()
    {
        Assert.False(_request.Offer(GatewayEventType.RateLimited, """{"opcode":31,"retry_after":7,"meta":{}}"""u8, nonce: null));
    }

    [Fact]
    public void A_second_answer_of_a_guild_is_for_another_request() => Assert.False(Answer(1));

    private bool Answer(Id<Guild> guildId) =>
        _request.Offer(GatewayEventType.SoundboardSounds, System.Text.Encoding.UTF8.GetBytes($$"""{"guild_id":"{{guildId}}","soundboard_sounds":[]}"""), nonce: null);
}
