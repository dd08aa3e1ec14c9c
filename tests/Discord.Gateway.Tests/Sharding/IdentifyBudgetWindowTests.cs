namespace Discord.Gateway.Tests.Sharding;

/// <summary>Where Discord's 24 hours begin is not documented: a bot must not lose its token over it.</summary>
public sealed class IdentifyBudgetWindowTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly IdentifyBudget _budget = new(reserve: 10);
    private readonly List<TimeSpan> _starts = [];

    [Fact]
    public void However_starts_are_spread_no_24_hours_have_more_than_the_limit_without_the_reserve()
    {
        _budget.Update(new SessionStartLimit(100, 100, 24 * Hour, 1), TimeSpan.Zero);
        for (TimeSpan now = 20 * Hour; now < 100 * Hour; now += TimeSpan.FromMinutes(3))
        {
            TryStart(now);
        }

        Assert.All(_starts, end => Assert.InRange(_starts.Count(start => start <= end && end - start < 24 * Hour), 0, 90));
        Assert.InRange(_starts.Count, 270, 360);
    }

    [Fact]
    public void What_was_used_before_comes_back_when_discord_says()
    {
        _budget.Update(new SessionStartLimit(100, 12, 2 * Hour, 1), TimeSpan.Zero);
        Assert.True(TryStart(TimeSpan.Zero));
        Assert.True(TryStart(TimeSpan.FromSeconds(10)));
        Assert.False(TryStart(Hour));
        Assert.Equal(Hour, _budget.WaitForStart(Hour));
        Assert.True(TryStart(2 * Hour));
        Assert.Equal(97, _budget.Remaining(2 * Hour));
    }

    [Fact]
    public void Who_waits_is_told_when_the_next_start_is_there()
    {
        _budget.Update(new SessionStartLimit(12, 12, 24 * Hour, 1), TimeSpan.Zero);
        Assert.True(TryStart(Hour));
        Assert.True(TryStart(2 * Hour));
        TimeSpan wait = _budget.WaitForStart(3 * Hour);
        Assert.Equal(IdentifyBudget.Window - (2 * Hour), wait);
        Assert.False(TryStart((3 * Hour) + wait - TimeSpan.FromSeconds(1)));
        Assert.True(TryStart((3 * Hour) + wait));
    }

    [Fact]
    public void A_reserve_above_the_limit_is_one_less_than_the_limit()
    {
        _budget.Update(new SessionStartLimit(5, 5, Hour, 1), TimeSpan.Zero);
        Assert.Equal(4, _budget.Reserve);
        Assert.True(TryStart(TimeSpan.Zero));
        Assert.False(TryStart(Hour));
        Assert.Equal(IdentifyBudget.Window - Hour, _budget.WaitForStart(Hour));
    }

    private bool TryStart(TimeSpan now)
    {
        if (!_budget.TryTake(key: 0, now, out _, out _))
        {
            return false;
        }

        _budget.Written(key: 0, now);
        _starts.Add(now);
        return true;
    }
}
