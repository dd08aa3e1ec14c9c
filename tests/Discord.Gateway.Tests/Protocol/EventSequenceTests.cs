using Discord.Gateway.Protocol;

namespace Discord.Gateway.Tests.Protocol;

/// <summary>Which events of a session are new, and what is reported about the others.</summary>
public sealed class EventSequenceTests
{
    private readonly Queue<ShardAction> _reports = new();

    [Fact]
    public void What_a_replay_repeats_is_dropped_and_reported_once_at_its_end()
    {
        EventSequence sequence = Make(10);
        Accept(sequence, 11);
        Accept(sequence, 12);
        sequence.BeginReplay();
        Assert.False(Accept(sequence, 11));
        Assert.False(Accept(sequence, 10));
        Assert.False(Accept(sequence, 12));
        Assert.True(Accept(sequence, 13));
        Assert.Empty(_reports);

        sequence.EndReplay();
        sequence.EndReplay();

        Assert.Equal([new ShardAction.ReplaysDropped(3, First: 10, Last: 12)], _reports);
        Assert.Equal(13, sequence.Highest);
    }

    [Fact]
    public void The_report_of_a_replay_names_the_lowest_and_the_highest_in_whatever_order_they_came()
    {
        EventSequence sequence = Make(10);
        sequence.BeginReplay();
        Accept(sequence, 9);
        Accept(sequence, 8);
        Accept(sequence, 7);
        Accept(sequence, 8);

        sequence.EndReplay();

        Assert.Equal([new ShardAction.ReplaysDropped(4, First: 7, Last: 9)], _reports);
    }

    [Fact]
    public void After_the_end_of_a_replay_nothing_is_dropped()
    {
        EventSequence sequence = Make(10);
        sequence.BeginReplay();
        sequence.EndReplay();

        Assert.True(Accept(sequence, 10));
    }

    [Fact]
    public void A_replay_that_repeats_nothing_is_not_reported()
    {
        EventSequence sequence = Make(10);
        sequence.BeginReplay();
        Accept(sequence, 11);

        sequence.EndReplay();

        Assert.Empty(_reports);
    }

    [Fact]
    public void The_second_replay_counts_anew()
    {
        EventSequence sequence = Make(10);
        sequence.BeginReplay();
        Accept(sequence, 9);
        sequence.EndReplay();
        sequence.BeginReplay();
        Accept(sequence, 10);
        sequence.EndReplay();

        Assert.Equal([new ShardAction.ReplaysDropped(1, 9, 9), new ShardAction.ReplaysDropped(1, 10, 10)], _reports);
    }

    [Fact]
    public void A_gap_is_reported_with_both_its_ends_and_its_event_is_delivered()
    {
        EventSequence sequence = Make(10);

        Assert.True(sequence.Accept(15, out bool isSenseless));

        Assert.False(isSenseless);
        Assert.Equal([new ShardAction.SequenceJumped(10, 15)], _reports);
    }

    [Fact]
    public void The_next_event_is_not_reported()
    {
        EventSequence sequence = Make(10);

        Assert.True(Accept(sequence, 11));

        Assert.Empty(_reports);
    }

    [Fact]
    public void Sequences_that_make_no_sense_are_said_so_once_and_the_count_starts_over()
    {
        EventSequence sequence = Make(1000);

        Assert.True(sequence.Accept(5, out bool isSenseless));
        Assert.True(isSenseless);
        Assert.Equal(5, sequence.Highest);
        Accept(sequence, 1000);
        Accept(sequence, 5);

        Assert.Equal([new ShardAction.SequenceSenseless(1000, 5), new ShardAction.SequenceJumped(5, 1000), new ShardAction.SequenceJumped(1000, 5)], _reports);
    }

    [Fact]
    public void A_new_session_may_make_no_sense_too()
    {
        EventSequence sequence = Make(1000);
        Accept(sequence, 5);
        sequence.Begin(1);
        Assert.Equal(1, sequence.Highest);
        Accept(sequence, 1000);
        _reports.Clear();

        Accept(sequence, 2);

        Assert.Equal([new ShardAction.SequenceSenseless(1000, 2)], _reports);
    }

    [Fact]
    public void A_session_that_is_gone_has_no_sequence()
    {
        EventSequence sequence = Make(10);

        sequence.Forget();

        Assert.Null(sequence.Highest);
        Assert.True(Accept(sequence, 3));
        Assert.Empty(_reports);
    }

    private EventSequence Make(long start) => new(start, _reports);

    private static bool Accept(EventSequence sequence, long number) => sequence.Accept(number, out _);
}
