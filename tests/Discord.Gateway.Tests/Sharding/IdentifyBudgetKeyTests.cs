namespace Discord.Gateway.Tests.Sharding;

/// <summary>One identify of a key every five seconds, whatever Discord says meanwhile.</summary>
public sealed class IdentifyBudgetKeyTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly IdentifyBudget _budget = new(reserve: 0);

    [Fact]
    public void A_key_waits_from_its_last_identify_on_and_no_other_does()
    {
        Identify(key: 0, At(0));

        Assert.Equal((false, At(4.5), false), Take(key: 0, At(1)));
        Assert.Equal((true, TimeSpan.Zero, false), Take(key: 1, At(1)));
        Assert.True(Take(key: 0, At(5.5)).IsTaken);
    }

    [Fact]
    public void An_identify_counts_from_when_it_was_written()
    {
        Take(key: 0, At(0));
        Assert.True(Take(key: 0, At(1)).IsTaken);
        _budget.Written(key: 0, At(10));

        Assert.Equal((false, At(4.5), false), Take(key: 0, At(11)));
    }

    [Fact]
    public void After_a_change_of_the_concurrency_every_key_waits_for_the_latest_of_the_old_ones()
    {
        Identify(key: 0, At(0));
        Identify(key: 1, At(2));

        _budget.Update(new SessionStartLimit(1000, 900, Hour, 2), At(3));

        Assert.Equal(2, _budget.MaxConcurrency);
        Assert.Equal((false, At(4.5), false), Take(key: 0, At(3)));
        Assert.Equal((false, At(4.5), false), Take(key: 7, At(3)));
        Assert.True(Take(key: 0, At(7.5)).IsTaken);
    }

    [Fact]
    public void An_answer_with_the_same_concurrency_changes_no_keys_wait()
    {
        Identify(key: 0, At(0));

        _budget.Update(new SessionStartLimit(1000, 900, Hour, 1), At(1));

        Assert.False(Take(key: 0, At(1)).IsTaken);
        Assert.True(Take(key: 1, At(1)).IsTaken);
    }

    [Fact]
    public void A_second_change_does_not_shorten_the_wait_of_the_first()
    {
        Identify(key: 0, At(10));
        _budget.Update(new SessionStartLimit(1000, 900, Hour, 2), At(10));
        _budget.Written(key: 3, At(5));

        _budget.Update(new SessionStartLimit(1000, 900, Hour, 4), At(10));

        Assert.Equal((false, At(5.5), false), Take(key: 0, At(10)));
    }

    [Fact]
    public void A_second_change_lengthens_the_wait_for_what_was_written_since()
    {
        Identify(key: 0, At(0));
        _budget.Update(new SessionStartLimit(1000, 900, Hour, 2), At(1));
        Identify(key: 3, At(6));

        _budget.Update(new SessionStartLimit(1000, 900, Hour, 4), At(6));

        Assert.Equal((false, At(5.5), false), Take(key: 0, At(6)));
    }

    [Fact]
    public void A_change_before_the_first_identify_makes_nobody_wait()
    {
        _budget.Update(new SessionStartLimit(1000, 1000, Hour, 16), At(0));

        Assert.True(Take(key: 0, At(0)).IsTaken);
    }

    [Fact]
    public void Who_waits_for_the_reset_is_told_so()
    {
        _budget.Update(new SessionStartLimit(2, 0, Hour, 1), At(0));

        Assert.Equal((false, Hour, true), Take(key: 0, At(0)));
        Assert.Equal((true, TimeSpan.Zero, false), Take(key: 0, Hour));
    }

    [Theory]
    [InlineData(0, 0, 60, 1, 0, 60)]
    [InlineData(-5, -5, 60, 1, 0, 60)]
    [InlineData(10, -1, 60, 10, 0, 60)]
    [InlineData(10, 11, 60, 10, 10, 0)]
    [InlineData(10, 0, -60, 10, 10, 0)]
    [InlineData(10, 0, 1_000_000, 10, 0, 86_460)]
    [InlineData(10, 0, 86_460, 10, 0, 86_460)]
    public void Numbers_that_cannot_be_true_neither_stop_the_bot_for_good_nor_overflow(
        int total, int remaining, double resetAfter, int expectedTotal, int expectedRemaining, double expectedWait)
    {
        _budget.Update(new SessionStartLimit(total, remaining, At(resetAfter), 1), At(0));

        Assert.Equal(expectedTotal, _budget.Total);
        Assert.Equal(expectedRemaining, _budget.Remaining(At(0)));
        Assert.Equal(At(expectedWait), _budget.WaitForStart(At(0)));
        Assert.Equal(expectedTotal, _budget.Remaining(At(expectedWait)));
    }

    [Fact]
    public void An_answer_forgets_what_was_counted_before_it()
    {
        Identify(key: 0, At(0));
        _budget.Update(new SessionStartLimit(10, 4, Hour, 1), At(1));

        Assert.Equal(4, _budget.Remaining(At(1)));
        Assert.Equal(10, _budget.Remaining(At(1) + Hour));
    }

    [Fact]
    public void Without_an_answer_discords_documented_limit_holds()
    {
        Assert.Equal((1000, 1000, 1), (_budget.Total, _budget.Remaining(At(0)), _budget.MaxConcurrency));
        Assert.Equal(new SessionStartLimit(1000, 1000, TimeSpan.FromHours(24), 1), SessionStartLimit.Default);
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private (bool IsTaken, TimeSpan Wait, bool IsExhausted) Take(int key, TimeSpan now)
    {
        bool isTaken = _budget.TryTake(key, now, out TimeSpan wait, out bool isExhausted);
        return (isTaken, isTaken ? TimeSpan.Zero : wait, isExhausted);
    }

    private void Identify(int key, TimeSpan now)
    {
        Assert.True(Take(key, now).IsTaken);
        _budget.Written(key, now);
    }
}
