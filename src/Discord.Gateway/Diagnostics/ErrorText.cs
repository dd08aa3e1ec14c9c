using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Discord.Gateway.Diagnostics;

/// <summary>Text for logs and reasons: of exceptions with their causes, and of the peer. It fits into one line and quotes no payload.</summary>
internal static partial class ErrorText
{
    /// <summary>The longest text of a peer.</summary>
    internal const int MaxLength = 200;

    /// <summary>An exception has several causes, of which the last often says most.</summary>
    private const int MaxErrorLength = 1000;

    /// <summary>The message of an exception and those of its causes: .NET's own first words are often no more than "unable to connect".</summary>
    internal static string Of(Exception error)
    {
        string text = GetMessage(error);
        for (Exception? cause = error.InnerException; cause is not null; cause = cause.InnerException)
        {
            string message = GetMessage(cause);
            if (!text.Contains(message, StringComparison.Ordinal))
            {
                // .NET's words refer to the cause, which follows.
                text = $"{ReferenceToCause().Replace(text, "").TrimEnd('.')}: {message}";
            }
        }

        return Clean(text, MaxErrorLength);
    }

    /// <summary>Why an event's data could not be decoded, without the data: System.Text.Json's own messages quote it.</summary>
    internal static string OfDecoding(Exception error) => error is JsonException ? GetMessage(error) : $"A value does not fit its type ({error.GetType().Name}).";

    /// <summary>
    /// Makes a peer's text safe for one line of a log: replaces control and format characters, which include those that change the direction of writing, line and
    /// paragraph separators and halves of surrogate pairs with U+FFFD, and shortens it to <see cref="MaxLength"/> characters.
    /// </summary>
    internal static string Clean(string? text) => Clean(text, MaxLength);

    private static string Clean(string? text, int maxLength)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var clean = new StringBuilder(Math.Min(text.Length, maxLength + 1));
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > maxLength)
            {
                return clean.Append('…').ToString();
            }

            clean.Append(IsVisible(rune) ? rune : Rune.ReplacementChar);
        }

        return clean.ToString();
    }

    /// <summary>Whether a character may stay in a line of a log.</summary>
    internal static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    [GeneratedRegex(@"[,.] see (the )?inner exception( for details)?(?=\.?$)", RegexOptions.IgnoreCase)]
    private static partial Regex ReferenceToCause();

    private static string GetMessage(Exception error)
    {
        try
        {
            // Only a reader of System.Text.Json sets a position, and quotes the byte it does not like; our own readers' messages name no more than positions.
            return error is JsonException { BytePositionInLine: { } position } json
                ? $"Not valid JSON at byte {position}{(json.LineNumber is > 0 and var line ? $" of line {line + 1}" : "")}."
                : error.Message ?? error.GetType().Name;
        }
        catch (Exception)
        {
            // An exception from outside (of a socket, say) may be of any type, and this runs where nothing may throw.
            return error.GetType().Name;
        }
    }
}
