using System.Globalization;
using System.Text;

namespace Discord.Gateway.Benchmarks.State;

/// <summary>Names, sentences, ids and times of a <see cref="StateWorld"/>.</summary>
internal sealed class WorldText(int seed)
{
    private static readonly string[] Parts =
        "al an be cor dra el fen gar hol in jo kir lu mar ne or pan qui ro sil tan ur vel wil xa yor zen moon river stone red fox sky frost ember nova".Split(' ');

    private readonly Random _random = new(seed);

    internal bool Chance(double probability) => _random.NextDouble() < probability;

    internal int Below(int limit) => _random.Next(limit);

    /// <summary>Small numbers are more frequent.</summary>
    internal int BelowOftenSmall(int limit) => (int)(Math.Pow(_random.NextDouble(), 1.7) * limit);

    internal long Bits(int count) => _random.NextInt64(1L << count);

    internal string OneOf(params ReadOnlySpan<string> choices) => choices[_random.Next(choices.Length)];

    internal ulong Id() => (ulong)_random.NextInt64(200_000_000_000_000_000, 1_400_000_000_000_000_000);

    internal string Hex() => _random.NextInt64().ToString("x16", CultureInfo.InvariantCulture) + _random.NextInt64().ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>A quoted hash of an image, a tenth of them animated; else null.</summary>
    internal string HashOr(double probability) => !Chance(probability) ? "null" : Chance(0.1) ? $"\"a_{Hex()}\"" : $"\"{Hex()}\"";

    internal string Time() => DateTimeOffset.FromUnixTimeMilliseconds(_random.NextInt64(1_500_000_000_000, 1_790_000_000_000))
        .ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);

    /// <summary>A name of lower-case letters.</summary>
    internal string Name(int min, int max)
    {
        int length = _random.Next(min, max + 1);
        var name = new StringBuilder(length + 8);
        while (name.Length < length)
        {
            name.Append(Parts[_random.Next(Parts.Length)]);
        }

        name.Length = length;
        return name.ToString();
    }

    /// <summary>A name that begins with a capital letter; some have letters and symbols that take three bytes.</summary>
    internal string Title(int min, int max)
    {
        string name = Name(min, max);
        name = char.ToUpperInvariant(name[0]) + name[1..];
        name = Chance(0.12) ? name + " ✨" : name;
        return Chance(0.06) ? "ツ " + name : name;
    }

    /// <summary>A quoted title, else null.</summary>
    internal string TitleOr(double probability, int min, int max) => Chance(probability) ? $"\"{Title(min, max)}\"" : "null";

    internal string Sentence(int min, int max)
    {
        int length = _random.Next(min, max + 1);
        var sentence = new StringBuilder(length + 10);
        while (sentence.Length < length)
        {
            sentence.Append(Name(2, 8)).Append(' ');
        }

        sentence.Length = length;
        return sentence.ToString().TrimEnd();
    }

    /// <summary>A quoted sentence, else null.</summary>
    internal string SentenceOr(double probability, int min, int max) => Chance(probability) ? $"\"{Sentence(min, max)}\"" : "null";
}
