using System.Globalization;

namespace Discord.Gateway.Models;

/// <summary>Limits beyond which Discord refuses a response.</summary>
internal static class CallbackLimits
{
    /// <summary>In characters as Discord counts them: a pair of surrogates is one. Null is not checked.</summary>
    internal static void RequireLength(string? text, int least, int most, string property, string advice)
    {
        if (text is null || (text.Length >= least && text.Length <= most))
        {
            return;
        }

        int length = text.EnumerateRunes().Count();
        if (length < least)
        {
            throw new ArgumentException($"{property} is empty, and Discord requires {least} to {most} characters.", property);
        }

        if (length > most)
        {
            throw new ArgumentException($"{property} has {Format(length)} characters, and Discord allows {Format(most)}. {advice}.", property);
        }
    }

    internal static void RequireCount<T>(IReadOnlyCollection<T>? items, int most, string property, string advice)
    {
        if (items?.Count > most)
        {
            throw new ArgumentException($"{property} has {Format(items.Count)} items, and Discord allows {Format(most)}. {advice}.", property);
        }
    }

    private static string Format(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
