using Discord.Gateway.Protocol;

namespace Discord.Gateway.Tests.Protocol;

public sealed class SequenceWindowTests
{
    [Fact]
    public void Live_sequences_are_never_dropped()
    {
        var window = SequenceWindow.From(1);
        foreach (long sequence in (long[])[2, 3, 3, 2, 50, 4, 1, long.MaxValue, 5, -7, 0, long.MinValue, 6, 6, 6, 6])
        {
            Assert.NotEqual(SequenceOutcome.Replayed, window.Accept(sequence));
        }
    }

    [Fact]
    public void A_late_sequence_within_sixty_four_is_expected()
    {
        var window = SequenceWindow.From(10);

        Assert.Equal(SequenceOutcome.Expected, window.Accept(11));
        Assert.Equal(SequenceOutcome.Jumped, window.Accept(75));
        Assert.Equal(SequenceOutcome.Expected, window.Accept(12));
        Assert.Equal(SequenceOutcome.Expected, window.Accept(74));
        Assert.Equal(75, window.Highest);
    }

    [Theory]
    [InlineData(1_000_000, 5)]
    [InlineData(long.MaxValue, 5)]
    [InlineData(66, 2)]
    [InlineData(3, -100)]
    [InlineData(3, long.MinValue)]
    public void A_sequence_far_behind_makes_no_sense(long highest, long next)
    {
        var window = SequenceWindow.From(1);
        window.Accept(highest);

        Assert.Equal(SequenceOutcome.Senseless, window.Accept(next));
    }

    [Fact]
    public void A_sequence_that_repeats_again_and_again_makes_no_sense()
    {
        var window = SequenceWindow.From(1);
        window.Accept(2);

        SequenceOutcome[] outcomes = [.. Enumerable.Range(0, 9).Select(_ => window.Accept(2))];

        Assert.Equal([.. Enumerable.Repeat(SequenceOutcome.Jumped, 8), SequenceOutcome.Senseless], outcomes);
    }

    [Fact]
    public void A_replay_repeats_only_what_was_received_before_it()
    {
        var window = SequenceWindow.From(1);
        foreach (long sequence in (long[])[2, 3, 5, 6])
        {
            window.Accept(sequence);
        }

        window.BeginReplay();

        Assert.Equal(
            [SequenceOutcome.Replayed, SequenceOutcome.Expected, SequenceOutcome.Replayed, SequenceOutcome.Replayed, SequenceOutcome.Expected, SequenceOutcome.Replayed],
            ((long[])[3, 4, 5, 6, 7, 4]).Select(sequence => window.Accept(sequence)));
    }

    [Fact]
    public void A_replay_that_begins_long_before_is_dropped_up_to_its_end()
    {
        var window = SequenceWindow.From(1);
        for (long sequence = 2; sequence <= 500; sequence++)
        {
            window.Accept(sequence);
        }

        window.BeginReplay();
        for (long sequence = 1; sequence <= 500; sequence++)
        {
            Assert.Equal(SequenceOutcome.Replayed, window.Accept(sequence));
        }

        Assert.Equal(SequenceOutcome.Expected, window.Accept(501));
    }

    [Theory]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1000)]
    public void A_jump_over_the_window_leaves_no_old_marks(long ahead)
    {
        var window = SequenceWindow.From(100);
        window.Accept(100 + ahead);
        window.BeginReplay();

        // None of those in between was received.
        for (long behind = 1; behind < 64; behind++)
        {
            Assert.Equal(SequenceOutcome.Expected, window.Accept(100 + ahead - behind));
        }
    }

    [Fact]
    public void A_far_jump_within_a_replay_hides_nothing_after_it()
    {
        var window = SequenceWindow.From(10);
        window.BeginReplay();
        window.Accept(1_000_000);

        for (long sequence = 11; sequence < 200; sequence++)
        {
            Assert.NotEqual(SequenceOutcome.Replayed, window.Accept(sequence));
        }
    }

    [Fact]
    public void After_the_end_of_a_replay_nothing_is_dropped()
    {
        var window = SequenceWindow.From(10);
        window.BeginReplay();
        window.EndReplay();

        Assert.NotEqual(SequenceOutcome.Replayed, window.Accept(10));
        Assert.NotEqual(SequenceOutcome.Replayed, window.Accept(5));
    }

    [Fact]
    public void What_one_replay_brought_the_next_repeats()
    {
        var window = SequenceWindow.From(1);
        window.Accept(5);
        window.BeginReplay();
        Assert.Equal(SequenceOutcome.Expected, window.Accept(3));
        window.EndReplay();

        window.BeginReplay();

        Assert.Equal(
            [SequenceOutcome.Expected, SequenceOutcome.Replayed, SequenceOutcome.Expected, SequenceOutcome.Replayed],
            ((long[])[2, 3, 4, 5]).Select(sequence => window.Accept(sequence)));
    }

    [Fact]
    public void What_came_late_a_replay_repeats()
    {
        var window = SequenceWindow.From(10);
        window.Accept(15);
        Assert.Equal(SequenceOutcome.Expected, window.Accept(12));

        window.BeginReplay();

        Assert.Equal(
            [SequenceOutcome.Expected, SequenceOutcome.Replayed, SequenceOutcome.Expected, SequenceOutcome.Expected, SequenceOutcome.Replayed],
            ((long[])[11, 12, 13, 14, 15]).Select(sequence => window.Accept(sequence)));
    }

    [Fact]
    public void What_a_replay_brought_far_behind_the_highest_marks_nothing_else()
    {
        var window = SequenceWindow.From(10);
        window.Accept(12);
        window.BeginReplay();
        window.Accept(100);
        Assert.Equal(SequenceOutcome.Expected, window.Accept(11));
        window.EndReplay();

        window.BeginReplay();

        for (long sequence = 40; sequence < 100; sequence++)
        {
            Assert.Equal(SequenceOutcome.Expected, window.Accept(sequence));
        }
    }

    [Fact]
    public void Before_the_first_there_is_none()
    {
        SequenceWindow window = default;

        Assert.Null(window.Highest);
        Assert.Equal(SequenceOutcome.Expected, window.Accept(3));
        Assert.Equal(3, window.Highest);
    }

    [Fact]
    public void A_resume_begins_before_what_is_missing_and_repeats_nothing_that_is_not()
    {
        var window = SequenceWindow.From(10);
        window.BeginReplay();
        window.Accept(11);
        window.Accept(13);
        window.Accept(14);

        window.EndReplay();
        Assert.Equal((14, 11), (window.Highest, window.Resumable));

        window.BeginReplay();
        Assert.Equal(
            [SequenceOutcome.Expected, SequenceOutcome.Replayed, SequenceOutcome.Replayed, SequenceOutcome.Expected],
            ((long[])[12, 13, 14, 15]).Select(sequence => window.Accept(sequence)));
        Assert.Equal((15, 15), (window.Highest, window.Resumable));
    }

    [Fact]
    public void What_is_missing_after_a_whole_replay_is_not_asked_for_again()
    {
        var window = SequenceWindow.From(10);
        window.Accept(13);
        window.Complete();
        Assert.Equal(13, window.Resumable);
        window.Accept(14);
        Assert.Equal(14, window.Resumable);

        window.Accept(16);

        Assert.Equal(14, window.Resumable);
    }

    [Theory]
    [InlineData(73, 10)]
    [InlineData(74, 10)]
    [InlineData(75, 11)]
    [InlineData(1_000_000, 999_936)]
    [InlineData(long.MaxValue, long.MaxValue - 64)]
    public void What_lies_further_back_than_the_window_is_not_asked_for(long next, long resumable)
    {
        var window = SequenceWindow.From(10);

        window.Accept(next);

        Assert.Equal(resumable, window.Resumable);
    }

    [Fact]
    public void No_session_has_nothing_to_resume()
    {
        Assert.Null(SequenceWindow.From(null).Resumable);
        Assert.Null(default(SequenceWindow).Resumable);
    }
}
