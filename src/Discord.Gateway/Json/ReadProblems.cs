using System.Text;
using System.Text.Json;
using Discord.Gateway.Diagnostics;

namespace Discord.Gateway.Json;

/// <summary>
/// What could not be read of the JSON that this thread decodes. Values that do not fit are passed over and noted here with their place; the paths are found afterwards,
/// so that they cost nothing where all is well.
/// </summary>
internal static class ReadProblems
{
    /// <summary>More than this of one event are not told: they say nothing new.</summary>
    internal const int Max = 1_000;

    [ThreadStatic]
    private static List<(int Offset, string Reason)>? _found;

    /// <summary>Forgets what an earlier decode has left.</summary>
    internal static void Begin() => _found?.Clear();

    internal static bool Any => _found is { Count: > 0 };

    internal static void Add(int offset, string reason)
    {
        _found ??= [];
        if (_found.Count < Max)
        {
            _found.Add((offset, reason));
        }
    }

    /// <summary>What was found in a document, with its paths; empty if nothing was.</summary>
    internal static IReadOnlyList<EventProblem> Take(ReadOnlySpan<byte> json)
    {
        if (_found is not { Count: > 0 } found)
        {
            return [];
        }

        // A value may have been looked at twice.
        (int Offset, string Reason)[] problems = [.. found.OrderBy(problem => problem.Offset).DistinctBy(problem => problem.Offset)];
        found.Clear();
        var paths = new PathFinder(problems);
        paths.Walk(json);
        return paths.Problems;
    }

    /// <summary>Why the data of an event that is known could not be read as a whole, with the place, and without a word that somebody wrote.</summary>
    internal static string Explain(ReadOnlySpan<byte> json, Exception error)
    {
        // An id that names the whole stands at its top.
        if (Take(json).FirstOrDefault(problem => problem.Path.EndsWith("id", StringComparison.Ordinal) && problem.Path.AsSpan().IndexOfAny('.', '[') < 0) is { Path: not null } identity)
        {
            return identity.ToString();
        }

        var paths = new PathFinder([]);
        paths.Walk(json);
        return $"{(paths.Current.Length == 0 ? "$" : paths.Current)}: {ErrorText.OfDecoding(error)}";
    }

    /// <summary>Walks a document once, and finds what stands at places of which it has a sorted list.</summary>
    private sealed class PathFinder((int Offset, string Reason)[] wanted)
    {
        private readonly StringBuilder _path = new();
        private readonly List<EventProblem> _problems = new(wanted.Length);

        internal IReadOnlyList<EventProblem> Problems => _problems;

        /// <summary>Where the walk has ended: nowhere, if the document is valid.</summary>
        internal string Current => _path.ToString();

        private bool IsDone => wanted.Length > 0 && _problems.Count == wanted.Length;

        internal void Walk(ReadOnlySpan<byte> json)
        {
            var cursor = new JsonCursor(json);
            try
            {
                cursor.ReadValue();
                Visit(ref cursor);
            }
            catch (JsonException)
            {
                // The document ends in nonsense: what comes before it is told.
            }
        }

        private void Visit(ref JsonCursor cursor)
        {
            Note(cursor.TokenStart);
            int length = _path.Length;
            if (cursor.TokenType == JsonTokenType.StartObject)
            {
                while (!IsDone && cursor.NextProperty())
                {
                    string key = Printable(ref cursor);
                    int keyAt = cursor.TokenStart;
                    cursor.ReadValue();
                    if (IsWanted(keyAt))
                    {
                        // A key that is none is not told: it may be anything.
                        _path.Append(length == 0 ? "*" : ".*");
                        Note(keyAt);
                        _path.Length = length;
                    }

                    _path.Append(length == 0 ? "" : ".").Append(key);
                    Visit(ref cursor);
                    _path.Length = length;
                }
            }
            else if (cursor.TokenType == JsonTokenType.StartArray)
            {
                for (int index = 0; !IsDone && cursor.NextItem(); index++)
                {
                    _path.Append('[').Append(index).Append(']');
                    Visit(ref cursor);
                    _path.Length = length;
                }
            }
        }

        private bool IsWanted(int offset) => _problems.Count < wanted.Length && wanted[_problems.Count].Offset == offset;

        private void Note(int offset)
        {
            if (IsWanted(offset))
            {
                _problems.Add(new EventProblem(_path.ToString(), wanted[_problems.Count].Reason));
            }
        }

        /// <summary>A key, if it looks like one of Discord's; keys may be a user's text, and a path is logged.</summary>
        private static string Printable(ref JsonCursor cursor)
        {
            ReadOnlySpan<byte> key = cursor.ValueSpan;
            if (key.Length > 40)
            {
                return "*";
            }

            foreach (byte b in key)
            {
                if (!char.IsAsciiLetterOrDigit((char)b) && b != '_')
                {
                    return "*";
                }
            }

            return Encoding.ASCII.GetString(key);
        }
    }
}
