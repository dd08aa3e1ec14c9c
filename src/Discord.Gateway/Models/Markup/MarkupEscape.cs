using System.Buffers;
using System.Text;

namespace Discord.Gateway.Models;

/// <summary>Escapes Discord's markdown, which also knows headings, lists and quotes at the beginning of a line.</summary>
internal static class MarkupEscape
{
    private const char Invisible = '\u200B';

    // What has a meaning anywhere, or begins a line, an address or a mention.
    private static readonly SearchValues<char> _special = SearchValues.Create("\\*_~`|[<>#-+@0123456789hH\r\n");
    private static readonly SearchValues<char> _endsOfAddresses = SearchValues.Create(" \t\r\n\f\v\u00A0\u2028\u2029\u3000<");

    internal static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAny(_special))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 16);
        bool isAtStart = true;
        int position = 0;
        while (position < text.Length)
        {
            ReadOnlySpan<char> rest = text.AsSpan(position);
            int length = 1;
            if (LengthOfAddress(rest) is > 0 and int address)
            {
                length = address;
            }
            else if (isAtStart && LengthOfNumber(rest) is > 0 and int digits)
            {
                // 1. begins a list.
                escaped.Append(rest[..digits]).Append('\\');
                position += digits;
                rest = rest[digits..];
            }
            else if (rest[0] is '\\' or '*' or '_' or '~' or '`' or '|' or '[' or '<' || (isAtStart && rest[0] is '>' or '#' or '-' or '+'))
            {
                escaped.Append('\\');
            }

            escaped.Append(rest[..length]);
            if (rest[0] == '@' && IsMention(rest[1..], position > 0 && text[position - 1] == '<'))
            {
                escaped.Append(Invisible);
            }

            // Spaces before a heading or list change nothing, nor does a character of a heading or list itself: "-# small", "> # heading".
            isAtStart = length == 1 && (rest[0] is '\r' or '\n' || (isAtStart && rest[0] is ' ' or '\t' or '>' or '#' or '-' or '+' or '*'));
            position += length;
        }

        return escaped.ToString();
    }

    /// <summary>How long the web address is that the text begins with; 0 if there is none.</summary>
    private static int LengthOfAddress(ReadOnlySpan<char> text)
    {
        int scheme = text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8 : text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7 : 0;
        if (scheme == 0 || text.Length == scheme || !char.IsAsciiLetterOrDigit(text[scheme]))
        {
            return 0;
        }

        int length = text.IndexOfAny(_endsOfAddresses);
        return length < 0 ? text.Length : length;
    }

    /// <summary>How many digits stand before a dot or bracket; 0 if the text begins otherwise.</summary>
    private static int LengthOfNumber(ReadOnlySpan<char> text)
    {
        int digits = text.IndexOfAnyExceptInRange('0', '9');
        return digits > 0 && text[digits] is '.' or ')' ? digits : 0;
    }

    private static bool IsMention(ReadOnlySpan<char> afterAt, bool isAfterBracket) =>
        isAfterBracket || afterAt.StartsWith("everyone", StringComparison.OrdinalIgnoreCase) || afterAt.StartsWith("here", StringComparison.OrdinalIgnoreCase);
}
