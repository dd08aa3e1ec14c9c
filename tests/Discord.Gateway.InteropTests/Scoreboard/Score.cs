using System.Globalization;

namespace Discord.Gateway.InteropTests.Scoreboard;

/// <summary>What came of one scenario with one client.</summary>
/// <param name="Sent">How many messages were dispatched to its session.</param>
/// <param name="Lost">How many of them it did not tell of.</param>
/// <param name="Duplicated">How many times it told of one again.</param>
/// <param name="OutOfOrder">How many it told of after a later one.</param>
/// <param name="Violations">The breaches of Discord's rules.</param>
/// <param name="Recoveries">From each fault to the next READY or RESUMED that it told of.</param>
/// <param name="Unrecovered">How many faults it did not come back from in time.</param>
/// <param name="Notes">What else was seen.</param>
internal sealed record Score(
    int Sent, int Lost, int Duplicated, int OutOfOrder, IReadOnlyList<string> Violations,
    IReadOnlyList<TimeSpan> Recoveries, int Unrecovered, IReadOnlyList<string> Notes)
{
    /// <summary>The cells of a row of the table.</summary>
    internal IEnumerable<string> ToCells()
    {
        yield return Format(Sent);
        yield return Format(Lost);
        yield return Format(Duplicated);
        yield return Format(OutOfOrder);
        yield return Format(Violations.Count);
        yield return FormatRecovery();
        IEnumerable<string> breaches = Violations.GroupBy(text => text).Take(2).Select(group => $"{group.Key}{(group.Count() > 1 ? $" ({group.Count()} times)" : "")}");
        yield return string.Join("; ", Notes.Concat(breaches)).Replace("|", "\\|", StringComparison.Ordinal);
    }

    private static string Format(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string FormatSeconds(TimeSpan time) => time.TotalSeconds.ToString(time.TotalSeconds < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture);

    private string FormatRecovery()
    {
        TimeSpan[] sorted = [.. Recoveries.Order()];
        string times = sorted.Length switch
        {
            0 => "",
            1 => $"{FormatSeconds(sorted[0])} s",
            _ => $"{FormatSeconds(sorted[sorted.Length / 2])} s, at most {FormatSeconds(sorted[^1])} s",
        };
        string never = Unrecovered == 0 ? "" : $"{Unrecovered} not";
        return string.Join("; ", new[] { times, never }.Where(part => part.Length > 0));
    }
}
