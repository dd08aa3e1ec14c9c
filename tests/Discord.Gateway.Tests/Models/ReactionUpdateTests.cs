using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Models;

/// <summary>Reactions and poll votes applied to a message.</summary>
public sealed class ReactionUpdateTests
{
    private static readonly Id<User> Own = 1;
    private static readonly Emoji Fire = new() { Name = "🔥" };
    private static readonly Emoji Custom = new() { Id = 7, Name = "party" };

    private static readonly Message Plain = new() { Id = 5, Content = "hi" };

    [Fact]
    public void The_first_reaction_with_an_emoji_is_listed_with_a_count_of_one()
    {
        Message message = Added(2, Fire).ApplyTo(Plain, Own);

        Assert.Equal([new Reaction { Emoji = Fire, Count = 1, CountDetails = new ReactionCountDetails { Normal = 1 } }], message.Reactions);
        Assert.Equal("hi", message.Content);
    }

    [Fact]
    public void Reactions_are_counted_by_emoji_and_kind()
    {
        Message message = Apply(Plain, Added(2, Fire), Added(3, Custom), Added(4, Fire), Added(2, Fire, burst: true));

        Assert.Equal([(Fire, 3, 2, 1), (Custom, 1, 1, 0)], message.Reactions.Select(Counts));
        Assert.Equal(["#aabbcc"], message.Reactions[0].BurstColors);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_bots_own_reaction_sets_me_by_kind_and_counts_once(bool burst)
    {
        Message message = Apply(Plain, Added(1, Fire, burst), Added(1, Fire, burst));

        Reaction reaction = Assert.Single(message.Reactions);
        Assert.Equal((1, !burst, burst), (reaction.Count, reaction.Me, reaction.MeBurst));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_bots_removed_reaction_clears_me_and_is_uncounted_once(bool burst)
    {
        Message before = Apply(Plain, Added(2, Fire, burst), Added(3, Fire, burst), Added(1, Fire, burst));

        Message message = Removed(1, Fire, burst).ApplyTo(before, Own);
        message = Removed(1, Fire, burst).ApplyTo(message, Own);

        Reaction reaction = Assert.Single(message.Reactions);
        Assert.Equal((2, false, false), (reaction.Count, reaction.Me, reaction.MeBurst));
    }

    [Fact]
    public void The_last_removed_reaction_takes_the_emoji_with_it()
    {
        Message message = Apply(Plain, Added(2, Fire), Added(3, Custom));

        message = Removed(2, Fire).ApplyTo(message, Own);

        Assert.Equal([(Custom, 1, 1, 0)], message.Reactions.Select(Counts));
    }

    [Fact]
    public void Removing_a_reaction_that_is_not_known_changes_nothing()
    {
        Message message = Added(2, Fire).ApplyTo(Plain, Own);

        Assert.Equal(message, Removed(2, Custom).ApplyTo(message, Own));
        Assert.Equal(Plain, Removed(2, Fire).ApplyTo(Plain, Own));
    }

    [Fact]
    public void A_custom_emoji_is_known_by_its_id_though_it_was_renamed()
    {
        Message message = Apply(Plain, Added(2, Custom), Added(3, Custom with { Name = "renamed" }), Added(4, new Emoji { Name = "party" }));

        Assert.Equal([2, 1], message.Reactions.Select(reaction => reaction.Count));
    }

    [Fact]
    public void All_reactions_or_those_of_an_emoji_are_removed_at_once()
    {
        Message message = Apply(Plain, Added(2, Fire), Added(3, Fire), Added(3, Custom));

        Assert.Equal([Custom], new MessageReactionRemoveEmojiEvent { MessageId = 5, Emoji = Fire }.ApplyTo(message).Reactions.Select(reaction => reaction.Emoji));
        Assert.Empty(new MessageReactionRemoveAllEvent { MessageId = 5 }.ApplyTo(message).Reactions);
    }

    [Fact]
    public void Events_of_another_message_are_refused()
    {
        var other = new Message { Id = 6 };
        Action[] applications =
        [
            () => Added(2, Fire).ApplyTo(other, Own),
            () => Removed(2, Fire).ApplyTo(other, Own),
            () => new MessageReactionRemoveAllEvent { MessageId = 5 }.ApplyTo(other),
            () => new MessageReactionRemoveEmojiEvent { MessageId = 5, Emoji = Fire }.ApplyTo(other),
            () => new MessagePollVoteAddEvent { MessageId = 5 }.ApplyTo(other),
            () => new MessagePollVoteRemoveEvent { MessageId = 5 }.ApplyTo(other),
            () => new MessageUpdateEvent { Message = Plain }.ApplyTo(other),
        ];

        Assert.All(applications, apply => Assert.Throws<ArgumentException>("message", apply));
    }

    [Fact]
    public void The_bots_own_id_and_a_message_are_required()
    {
        Assert.Throws<ArgumentException>("ownId", () => Added(2, Fire).ApplyTo(Plain, 0));
        Assert.Throws<ArgumentException>("ownId", () => Removed(2, Fire).ApplyTo(Plain, 0));
        Assert.Throws<ArgumentNullException>(() => Added(2, Fire).ApplyTo(null!, Own));
    }

    [Fact]
    public void Votes_are_counted_by_answer()
    {
        Message message = PollMessage(new PollResults { AnswerCounts = [new PollAnswerCount { Id = 1, Count = 3 }] });

        message = new MessagePollVoteAddEvent { MessageId = 5, UserId = 2, AnswerId = 1 }.ApplyTo(message);
        message = new MessagePollVoteAddEvent { MessageId = 5, UserId = 2, AnswerId = 2 }.ApplyTo(message);
        message = new MessagePollVoteRemoveEvent { MessageId = 5, UserId = 3, AnswerId = 1 }.ApplyTo(message);
        message = new MessagePollVoteRemoveEvent { MessageId = 5, UserId = 3, AnswerId = 1 }.ApplyTo(message);

        Assert.Equal([(1, 2), (2, 1)], message.Poll!.Results!.AnswerCounts.Select(count => (count.Id, count.Count)));
    }

    [Fact]
    public void Votes_never_count_below_zero()
    {
        Message message = new MessagePollVoteRemoveEvent { MessageId = 5, AnswerId = 1 }.ApplyTo(PollMessage(new PollResults()));

        Assert.Equal(0, Assert.Single(message.Poll!.Results!.AnswerCounts).Count);
    }

    [Fact]
    public void Results_that_are_unknown_or_final_stay()
    {
        var vote = new MessagePollVoteAddEvent { MessageId = 5, AnswerId = 1 };
        Message final = PollMessage(new PollResults { IsFinalized = true, AnswerCounts = [new PollAnswerCount { Id = 1, Count = 3 }] });

        Assert.Equal(Plain, vote.ApplyTo(Plain));
        Assert.Null(vote.ApplyTo(PollMessage(null)).Poll!.Results);
        Assert.Equal(final, vote.ApplyTo(final));
    }

    [Fact]
    public void A_message_update_replaces_all_but_speech_and_results_that_it_lacks()
    {
        var results = new PollResults { AnswerCounts = [new PollAnswerCount { Id = 1, Count = 3 }] };
        Message before = PollMessage(results) with { Tts = true, Pinned = true, Content = "old" };

        Message message = new MessageUpdateEvent { Message = PollMessage(null) with { Content = "new" } }.ApplyTo(before);

        Assert.Equal(PollMessage(results) with { Content = "new", Tts = true }, message);
        Assert.Null(new MessageUpdateEvent { Message = Plain }.ApplyTo(before).Poll);
    }

    private static (Emoji Emoji, int Count, int Normal, int Burst) Counts(Reaction reaction) =>
        (reaction.Emoji, reaction.Count, reaction.CountDetails.Normal, reaction.CountDetails.Burst);

    private static Message Apply(Message message, params MessageReactionAddEvent[] events) => events.Aggregate(message, (current, added) => added.ApplyTo(current, Own));

    private static MessageReactionAddEvent Added(ulong userId, Emoji emoji, bool burst = false) =>
        new() { MessageId = 5, UserId = userId, Emoji = emoji, Burst = burst, BurstColors = burst ? ["#aabbcc"] : [] };

    private static MessageReactionRemoveEvent Removed(ulong userId, Emoji emoji, bool burst = false) => new() { MessageId = 5, UserId = userId, Emoji = emoji, Burst = burst };

    private static Message PollMessage(PollResults? results) => Plain with { Poll = new Poll { Question = new PollMedia { Text = "Tea?" }, Results = results } };
}
