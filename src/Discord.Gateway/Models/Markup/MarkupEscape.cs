using System.Buffers;
using System.Text;

namespace Discord.Gateway.Models;

/// <summary>Escapes Discord's markdown, which also knows headings, lists and quotes at the beginning of a line.</summary>
internal static class MarkupEscape
{
    private const char Invisible = '\u200B';

    // Characters with a meaning anywhere or at the start of a line, and the first characters of addresses and mentions.
    private static readonly SearchValues<char> Special = SearchValues.Create("\\*_~`|[<>#-+@0123456789hH\r\n");
    private static readonly SearchValues<char> EndsOfAddresses = SearchValues.Create(" \t\r\n\f\v\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF<");

    internal static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAny(Special))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 16);
        bool isAtStart = true;
        int position = 0;
        while (position < text.Length)
        {
            ReadOnlySpan<char> rest = text.AsSpan(position);
            if (LengthOfAddress(rest) is > 0 and int address)
            {
                AppendAddress(escaped, rest[..address]);
                isAtStart = false;
                position += address;
                continue;
            }

            if (isAtStart && LengthOfNumber(rest) is > 0 and int digits)
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

            escaped.Append(rest[0]);
            if (rest[0] == '@' && IsMention(rest[1..], position > 0 && text[position - 1] == '<'))
            {
                escaped.Append(Invisible);
            }

            // Spaces before a heading or list change nothing, nor does a character of a heading or list itself: "-# small", "> # heading".
            isAtStart = rest[0] is '\r' or '\n' || (isAtStart && rest[0] is ' ' or '\t' or '>' or '#' or '-' or '+' or '*');
            position++;
        }

        return escaped.ToString();
    }

    private static void AppendAddress(StringBuilder escaped, ReadOnlySpan<char> address)
    {
        for (int i = 0; i < address.Length; i++)
        {
            if (address[i] == '@' && IsMention(address[(i + 1)..], isAfterBracket: false))
            {
                escaped.Append("%40");
            }
            else
            {
                escaped.Append(address[i]);
            }
        }
    }

    /// <summary>The length of the web address at the start of the text; 0 if there is none.</summary>
    private static int LengthOfAddress(ReadOnlySpan<char> text)
    {
        int scheme = text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8 : text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7 : 0;
        if (scheme == 0 || text.Length == scheme || !char.IsAsciiLetterOrDigit(text[scheme]))
        {
            return 0;
        }

        int length = text.IndexOfAny(EndsOfAddresses);
        return length < 0 ? text.Length : length;
    }

    /// <summary>The number of digits before a dot or bracket at the start of the text; 0 if there are none.</summary>
    private static int LengthOfNumber(ReadOnlySpan<char> text)
    {
        int digits = text.IndexOfAnyExceptInRange('0', '9');
        return digits > 0 && text[digits] is '.' or ')' ? digits : 0;
    }

    private static bool IsMention(ReadOnlySpan<char> afterAt, bool isAfterBracket) =>
        isAfterBracket || afterAt.StartsWith("everyone", StringComparison.OrdinalIgnoreCase) || afterAt.StartsWith("here", StringComparison.OrdinalIgnoreCase);
}
