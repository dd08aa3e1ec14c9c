namespace Discord.Gateway;

/// <summary>
/// How long a shard waits before it connects again: a random part of <see cref="Initial"/> at first, then twice as long on each failure,
/// with jitter, up to <see cref="Maximum"/>. Only READY or RESUMED starts it over.
/// </summary>
public sealed record BackoffPolicy
{
    /// <summary>The longest first wait. Default 1 s.</summary>
    public TimeSpan Initial { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait of all. Default 60 s.</summary>
    public TimeSpan Maximum { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The wait before an attempt.</summary>
    /// <param name="failures">How many attempts have failed since the last READY or RESUMED.</param>
    /// <param name="jitter">A random number in [0, 1).</param>
    public TimeSpan GetDelay(int failures, double jitter)
    {
        if (failures <= 0)
        {
            return Initial * jitter;
        }

        double ceiling = Math.Min(Maximum.TotalSeconds, Initial.TotalSeconds * Math.Pow(2, Math.Min(failures, 30)));
        return TimeSpan.FromSeconds(ceiling * (0.5 + (jitter / 2)));
    }

    internal void Validate(string optionName)
    {
        if (Initial <= TimeSpan.Zero || Maximum < Initial || Maximum > TimeSpan.FromHours(1))
        {
            throw new ArgumentException($"{optionName} must have 0 < Initial <= Maximum <= 1 h.", optionName);
        }
    }
}
