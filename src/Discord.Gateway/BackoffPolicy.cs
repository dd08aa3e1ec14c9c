namespace Discord.Gateway;

/// <summary>
/// The delays before a shard reconnects. After a working connection whose session can be resumed, <see cref="BeforeResume"/> applies. Otherwise the first delay is a random
/// part of <see cref="Initial"/>; later delays lie between half and all of a bound that doubles with each failure, up to <see cref="Maximum"/>. The delays start over once a
/// connection has lasted for some seconds after READY or RESUMED.
/// </summary>
/// <example><code>
/// var options = new ShardOptions
/// {
///     Token = token,
///     Backoff = new BackoffPolicy { Initial = TimeSpan.FromSeconds(2), Maximum = TimeSpan.FromMinutes(5) },
/// };
/// </code></example>
public sealed record BackoffPolicy
{
    /// <summary>
    /// The pause before the first attempt to resume after a working connection. Default 100 ms: a gateway that has not noticed the end of the old connection
    /// may refuse an immediate resume. When many shards of a process disconnect within one second, a random part of <see cref="Initial"/> is used instead.
    /// </summary>
    public TimeSpan BeforeResume { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Upper bound of the first delay. Default 1 s.</summary>
    public TimeSpan Initial { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Upper bound of any delay. Default 60 s.</summary>
    public TimeSpan Maximum { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Returns the delay before an attempt to which <see cref="BeforeResume"/> does not apply.</summary>
    /// <param name="failures">The number of consecutive failed attempts.</param>
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
            throw new ArgumentException($"ShardOptions.{optionName} must have 0 < Initial <= Maximum <= 1 h, not Initial = {Initial} and Maximum = {Maximum}.", optionName);
        }

        if (BeforeResume < TimeSpan.Zero || BeforeResume > Maximum)
        {
            throw new ArgumentException($"ShardOptions.{optionName} must have 0 <= BeforeResume <= Maximum, not BeforeResume = {BeforeResume} and Maximum = {Maximum}.", optionName);
        }
    }
}
