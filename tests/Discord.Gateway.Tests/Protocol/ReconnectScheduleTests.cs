using Discord.Gateway.Protocol;

namespace Discord.Gateway.Tests.Protocol;

/// <summary>How long a shard waits before its next connection, with a jitter of one half.</summary>
public sealed class ReconnectScheduleTests
{
    private static readonly BackoffPolicy Policy = new() { BeforeResume = At(0.1), Initial = At(10), Maximum = At(600) };

    private readonly ReconnectSchedule _schedule;
    private readonly List<TimeSpan> _disconnects = [];
    private bool _isCrowded;

    public ReconnectScheduleTests()
    {
        _schedule = new ReconnectSchedule(Policy, () => 0.5, now =>
        {
            _disconnects.Add(now);
            return _isCrowded;
        });
    }

    [Theory]
    [InlineData(false, true, 0.1)]
    [InlineData(false, false, 5)]
    [InlineData(true, true, 5)]
    [InlineData(true, false, 5)]
    public void A_connection_that_worked_is_resumed_at_once_unless_many_come_back(bool isCrowded, bool canResume, double expected)
    {
        _isCrowded = isCrowded;

        Assert.Equal(At(expected), _schedule.AfterConnection(At(100), lived: At(60), canResume, byPeer: true));
        Assert.Equal([At(100)], _disconnects);
    }

    [Fact]
    public void Each_failure_doubles_the_delay_and_counts_as_a_disconnect()
    {
        Assert.Equal([At(15), At(30), At(60)], Enumerable.Range(1, 3).Select(i => _schedule.AfterAttempt(At(i), onResumeUrl: false, couldConnect: true)));

        Assert.Equal(3, _schedule.Failures);
        Assert.Equal([At(1), At(2), At(3)], _disconnects);
    }

    [Theory]
    [InlineData(4.999, 1)]
    [InlineData(5, 0)]
    public void Only_a_connection_that_lasted_ends_the_back_off(double lived, int failures)
    {
        _schedule.AfterAttempt(At(0), onResumeUrl: false, couldConnect: true);

        _schedule.AfterConnection(At(100), At(lived), canResume: true, byPeer: true);

        Assert.Equal(failures, _schedule.Failures);
    }

    [Fact]
    public void From_the_twenty_first_short_connection_in_a_row_on_each_counts_as_a_failure()
    {
        TimeSpan[] delays = [.. Enumerable.Range(0, 22).Select(_ => AfterShortConnection())];

        Assert.Equal([.. Enumerable.Repeat(At(0.1), 20), At(15), At(30)], delays);
        Assert.Equal(2, _schedule.Failures);
    }

    [Fact]
    public void A_connection_that_lasted_ends_the_row_of_short_ones()
    {
        for (int i = 0; i < 20; i++)
        {
            AfterShortConnection();
        }

        _schedule.AfterConnection(At(100), lived: At(60), canResume: true, byPeer: true);

        Assert.Equal("", _schedule.Suspicion);
        Assert.Equal(At(0.1), AfterShortConnection());
    }

    [Fact]
    public void From_the_fifth_short_connection_in_a_row_on_somebody_is_suspected()
    {
        for (int i = 0; i < 4; i++)
        {
            AfterShortConnection();
            Assert.Equal("", _schedule.Suspicion);
        }

        AfterShortConnection();

        Assert.Equal("; 5 connections in a row ended within 5 s: does another process use this session?", _schedule.Suspicion);
    }

    [Fact]
    public void Connections_that_lasted_as_long_as_one_must_raise_no_suspicion()
    {
        for (int i = 0; i < 5; i++)
        {
            _schedule.AfterConnection(At(0), lived: At(5), canResume: true, byPeer: true);
        }

        Assert.Equal("", _schedule.Suspicion);
    }

    [Fact]
    public void The_resume_url_is_left_after_two_failures()
    {
        _schedule.AfterAttempt(At(0), onResumeUrl: true, couldConnect: true);
        Assert.True(_schedule.MayUseResumeUrl);

        Assert.Equal(At(30), _schedule.AfterAttempt(At(0), onResumeUrl: true, couldConnect: true));

        Assert.False(_schedule.MayUseResumeUrl);
    }

    [Fact]
    public void A_resume_url_that_cannot_be_reached_is_left_at_once_without_a_delay()
    {
        Assert.Equal(TimeSpan.Zero, _schedule.AfterAttempt(At(0), onResumeUrl: true, couldConnect: false));

        Assert.False(_schedule.MayUseResumeUrl);
        Assert.Equal(0, _schedule.Failures);
        Assert.Equal([At(0)], _disconnects);
    }

    [Fact]
    public void A_base_url_that_cannot_be_reached_says_nothing_about_the_resume_url()
    {
        Assert.Equal(At(15), _schedule.AfterAttempt(At(0), onResumeUrl: false, couldConnect: false));

        Assert.True(_schedule.MayUseResumeUrl);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_new_start_may_use_the_resume_url_again_and_resume_five_times(bool isEstablished)
    {
        _schedule.AfterAttempt(At(0), onResumeUrl: true, couldConnect: false);
        Assert.Equal([false, false, false, false], Enumerable.Range(0, 4).Select(_ => _schedule.OnResumeUnanswered()));

        if (isEstablished)
        {
            _schedule.OnEstablished();
        }
        else
        {
            _schedule.OnSessionForgotten();
        }

        Assert.True(_schedule.MayUseResumeUrl);
        Assert.Equal([false, false, false, false, true], Enumerable.Range(0, 5).Select(_ => _schedule.OnResumeUnanswered()));
    }

    [Fact]
    public void An_answer_begins_the_count_of_unanswered_resumes_anew_and_says_nothing_about_the_url()
    {
        _schedule.AfterAttempt(At(0), onResumeUrl: true, couldConnect: false);
        for (int i = 0; i < 4; i++)
        {
            _schedule.OnResumeUnanswered();
        }

        _schedule.OnAnswered();

        Assert.False(_schedule.OnResumeUnanswered());
        Assert.False(_schedule.MayUseResumeUrl);
    }

    [Fact]
    public void From_the_third_invalid_session_in_a_row_on_the_pause_grows()
    {
        Assert.Equal([At(3), At(3), At(15), At(30), At(60)], Enumerable.Range(0, 5).Select(_ => _schedule.AfterInvalidSession()));

        _schedule.AfterConnection(At(0), lived: At(60), canResume: true, byPeer: true);
        Assert.Equal(At(3), _schedule.AfterInvalidSession());
    }

    [Fact]
    public void After_a_short_connection_the_pauses_of_invalid_sessions_go_on()
    {
        _schedule.AfterInvalidSession();
        _schedule.AfterInvalidSession();
        AfterShortConnection();

        Assert.Equal(At(15), _schedule.AfterInvalidSession());
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private TimeSpan AfterShortConnection(bool byPeer = true) => _schedule.AfterConnection(At(0), lived: At(1), canResume: true, byPeer);
}
