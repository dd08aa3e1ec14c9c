using Discord.Gateway.Protocol;

namespace Discord.Gateway.Tests.Protocol;

public sealed class SequenceWindowTests
{
    [Fact]
    public void Each_sequence_is_accepted_once_also_when_it_comes_late()
    {
        var window = SequenceWindow.From(10);

        Assert.True(window.TryAccept(11));
        Assert.True(window.TryAccept(14));
        Assert.True(window.TryAccept(12));
        Assert.True(window.TryAccept(13));
        foreach (long seen in (long[])[10, 11, 12, 13, 14, 1, 0, -5, long.MinValue])
        {
            Assert.False(window.TryAccept(seen));
        }

        Assert.Equal(14, window.Highest);
    }

    [Fact]
    public void Jumps_of_any_size_are_accepted()
    {
        var window = SequenceWindow.From(1);

        Assert.True(window.TryAccept(1_000_000));
        Assert.False(window.TryAccept(5));
        Assert.True(window.TryAccept(long.MaxValue));
        Assert.Equal(long.MaxValue, window.Highest);
    }

    [Fact]
    public void Before_the_first_there_is_none()
    {
        SequenceWindow window = default;

        Assert.Null(window.Highest);
        Assert.True(window.TryAccept(3));
        Assert.False(window.TryAccept(2));
        Assert.Equal(3, window.Highest);
    }
}
