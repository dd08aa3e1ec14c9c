using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Discord.Gateway.Json;

/// <summary>
/// The properties of the JSON that this thread decodes for which a record has none. Where they stand is noted on the way; a record that is read to its end takes its own,
/// and those of records in it are gone by then.
/// </summary>
internal static class UnknownProperties
{
    [ThreadStatic]
    private static List<(int Start, int End)>? _found;

    /// <summary>How many wait to be taken: none after a decode.</summary>
    internal static int Count => _found?.Count ?? 0;

    /// <summary>Forgets what a decode has left that failed.</summary>
    internal static void Begin() => _found?.Clear();

    /// <summary>Passes over a key, where the cursor stands, and its value.</summary>
    /// <returns>How many of them <see cref="Take"/> must be asked for.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static int Skip(ref JsonCursor reader)
    {
        int start = reader.TokenStart;
        JsonRead.SkipValue(ref reader);
        if (!reader.KeepsUnknown)
        {
            return 0;
        }

        (_found ??= []).Add((start, reader.Position));
        return 1;
    }

    /// <summary>The keys of a record together with the last properties that were noted.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static JsonKeys Take(int count, ulong keys, ref JsonCursor reader)
    {
        List<(int Start, int End)> found = _found!;
        ReadOnlySpan<(int Start, int End)> own = CollectionsMarshal.AsSpan(found)[^count..];
        int length = 1;
        foreach ((int start, int end) in own)
        {
            length += end - start + 1;
        }

        byte[] json = new byte[length];
        int position = 0;
        foreach ((int start, int end) in own)
        {
            json[position] = position == 0 ? (byte)'{' : (byte)',';
            reader.Slice(start, end).CopyTo(json.AsSpan(position + 1));
            position += end - start + 1;
        }

        json[^1] = (byte)'}';
        found.RemoveRange(found.Count - count, count);
        return new JsonKeys(keys, TextRepair.NeedsRepair(json) ? TextRepair.Repair(json) : json);
    }
}
