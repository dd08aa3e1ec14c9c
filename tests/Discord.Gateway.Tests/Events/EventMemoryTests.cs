using Discord.Gateway.Events;

namespace Discord.Gateway.Tests.Events;

public sealed class EventMemoryTests
{
    private static readonly EventProblem[] Problems = [new EventProblem("nick", "It is no text.")];

    [Fact]
    public void What_could_not_be_read_and_what_was_before_are_both_remembered()
    {
        object before = new();

        Assert.Equal((0, null), (default(EventMemory).Problems.Count, default(EventMemory).Before));
        Assert.Equal((Problems, null), (new EventMemory(Problems, null).Problems, new EventMemory(Problems, null).Before));
        Assert.Equal((0, before), (new EventMemory([], before).Problems.Count, new EventMemory([], before).Before));
        Assert.Equal((Problems, before), (new EventMemory(Problems, before).Problems, new EventMemory(Problems, before).Before));
    }

    [Fact]
    public void An_event_is_equal_to_one_that_knows_what_was_before_it()
    {
        var one = new ResumedEvent { Sequence = 1 };
        var other = new ResumedEvent { Sequence = 1 };

        one.Before = new object();

        Assert.Equal(other, one);
        Assert.Equal(other.GetHashCode(), one.GetHashCode());
    }
}
