namespace Discord.Gateway.StressTests.Worlds;

/// <summary>A set of sequences: all up to one, and some above it.</summary>
internal sealed class NumberSet(long upTo)
{
    private HashSet<long>? _above;

    /// <summary>All numbers up to this one are in the set, and the next is not.</summary>
    internal long UpTo { get; private set; } = upTo;

    internal bool Contains(long number) => number <= UpTo || (_above?.Contains(number) ?? false);

    internal void Add(long number)
    {
        if (number > UpTo + 1)
        {
            (_above ??= []).Add(number);
        }
        else if (number == UpTo + 1)
        {
            UpTo++;
            while (_above is { Count: > 0 } above && above.Remove(UpTo + 1))
            {
                UpTo++;
            }
        }
    }
}
