using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Discord.Gateway.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Binary;

/// <summary>Makes records of any type by reflection, so that a new record or property needs no further code. Throws for a property of a type without samples.</summary>
/// <param name="seed">The seed of the values.</param>
/// <param name="depth">The depth to which records are nested.</param>
/// <param name="share">The share of properties that are set; 1 for all.</param>
internal sealed class RecordSamples(int seed, int depth, double share)
{
    private static readonly string[] Texts = ["", "a", "two words", "Zoë", "日本語", "👋🏽", "\"quoted\" \\ \n\t\u0001", "0000", "desktop", new string('x', 130)];

    private static readonly string[] Documents = ["null", "true", "-12.50e3", "\"text \\u00e9\"", "[1, {\"a\": [] } ]", "{ \"type\": 99, \"b\": {\"c\": null}, \"b\": 2 }"];

    private readonly Random _random = new(seed);

    /// <summary>The properties that a record's binary form has.</summary>
    internal static IReadOnlyList<PropertyInfo> PropertiesOf(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(property => property.SetMethod is not null
            && (!property.IsDefined(typeof(JsonIgnoreAttribute)) || property.IsDefined(typeof(RawWhenUnknownAttribute)))),
    ];

    /// <summary>A record with random properties.</summary>
    internal object Make(Type type) => MakeRecord(type, depth);

    /// <summary>A record with one property, which is set.</summary>
    internal object MakeWith(Type type, PropertyInfo property)
    {
        object record = Activator.CreateInstance(type)!;
        Set(record, property, depth);
        return Finish(record);
    }

    private object MakeRecord(Type type, int left)
    {
        if (type.IsAbstract)
        {
            Type[] variants = [.. type.Assembly.GetTypes().Where(each => !each.IsAbstract && each.IsAssignableTo(type))];
            type = variants[_random.Next(variants.Length)];
        }

        if (type.GetConstructor([typeof(JsonElement)]) is { } constructor)
        {
            return constructor.Invoke([JsonElement.Parse(Documents[^1])]);
        }

        object record = Activator.CreateInstance(type)!;
        foreach (PropertyInfo property in PropertiesOf(type))
        {
            if (_random.NextDouble() < share)
            {
                Set(record, property, left);
            }
        }

        return Finish(record);
    }

    private void Set(object record, PropertyInfo property, int left)
    {
        object? value = MakeValue(property.PropertyType, left);
        for (int i = 0; i < 10 && value is not null && value.Equals(property.GetValue(record)); i++)
        {
            value = MakeValue(property.PropertyType, left);
        }

        if (value is null)
        {
            return;
        }

        try
        {
            property.SetValue(record, value);
        }
        catch (TargetInvocationException error) when (error.InnerException is ArgumentException)
        {
            // The value exceeds one of Discord's limits, so no record can have it.
        }
    }

    // Reading does the same: it tells members the users beside them.
    private static object Finish(object record)
    {
        record.GetType().GetMethod("OnRead", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)?.Invoke(record, null);
        return record;
    }

    /// <summary>Returns a random value; null where records would be nested too deep.</summary>
    private object? MakeValue(Type type, int left)
    {
        if (type.IsGenericType)
        {
            Type[] arguments = type.GetGenericArguments();
            Type definition = type.GetGenericTypeDefinition();
            if (definition == typeof(Nullable<>))
            {
                return MakeValue(arguments[0], left);
            }

            if (definition == typeof(Id<>))
            {
                return Activator.CreateInstance(type, (ulong)_random.NextInt64(1, long.MaxValue));
            }

            if (definition == typeof(Optional<>))
            {
                return MakeOptional(type, arguments[0], left);
            }

            return definition == typeof(IReadOnlyList<>) ? MakeList(arguments[0], left)
                : definition == typeof(IReadOnlyDictionary<,>) ? MakeMap(arguments[0], arguments[1], left)
                : throw new NotSupportedException($"Samples of {type} are not made yet.");
        }

        return type.IsClass && type != typeof(string) ? (left > 0 ? MakeRecord(type, left - 1) : null)
            : type.IsEnum ? Enum.ToObject(type, MakeNumber())
            : MakeSimple(type);
    }

    private object MakeSimple(Type type) => type.Name switch
    {
        nameof(Boolean) => true,
        nameof(Int32) => (int)MakeNumber(),
        nameof(Int64) => MakeNumber(),
        nameof(UInt64) => (ulong)MakeNumber(),
        nameof(Double) => (_random.NextDouble() - 0.5) * Math.Pow(10, _random.Next(-5, 20)),
        nameof(String) => MakeText(),
        nameof(DateTimeOffset) => MakeTimestamp(),
        nameof(TimeSpan) => new TimeSpan(_random.Next(3) == 0 ? MakeNumber() : _random.Next() * TimeSpan.TicksPerSecond),
        nameof(JsonElement) => JsonElement.Parse(Documents[_random.Next(Documents.Length)]),
        nameof(Color) => new Color((int)MakeNumber()),
        nameof(ImageHash) => new ImageHash(MakeHash()),
        nameof(ActivityButton) => new ActivityButton(MakeText(), _random.Next(2) == 0 ? null : MakeText()),
        nameof(ScalarValue) => MakeScalar(),
        _ when type.IsDefined(typeof(StringEnumAttribute)) => MakeStringEnum(type),
        _ => throw new NotSupportedException($"Samples of {type} are not made yet."),
    };

    private object? MakeOptional(Type type, Type item, int left)
    {
        object? value = MakeValue(item, left);
        return Activator.CreateInstance(type, [_random.Next(3) == 0 && !item.IsValueType ? null : value]);
    }

    private Array MakeList(Type item, int left)
    {
        // Some lists are empty but not the default instance; some are longer than the first room of a list builder.
        int count = share < 1 ? _random.Next(4) : _random.Next(1, item.IsClass && left < 2 ? 2 : 12);
        object[] items = [.. Enumerable.Range(0, item.IsClass && left == 0 && item != typeof(string) ? 0 : count).Select(_ => MakeValue(item, left)).OfType<object>()];
        var list = Array.CreateInstance(item, items.Length);
        items.CopyTo(list, 0);
        return list;
    }

    private IDictionary MakeMap(Type key, Type value, int left)
    {
        var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, value))!;
        for (int i = _random.Next(1, 4); i > 0 && MakeValue(value, left) is { } item; i--)
        {
            map[MakeValue(key, left)!] = item;
        }

        return map;
    }

    private long MakeNumber() => _random.Next(4) switch
    {
        0 => _random.Next(1, 100),
        1 => _random.Next(1, int.MaxValue),
        2 => -_random.NextInt64(1, long.MaxValue),
        _ => 1L << _random.Next(63),
    };

    private string MakeText() => Texts[_random.Next(Texts.Length)];

    private string MakeHash() => _random.Next(4) switch
    {
        0 => "a_" + Convert.ToHexStringLower(MakeBytes(16)),
        1 => _random.Next(2) == 0 ? "" : "a_",
        2 => Convert.ToHexString(MakeBytes(16)),
        _ => Convert.ToHexStringLower(MakeBytes(16)),
    };

    private byte[] MakeBytes(int length)
    {
        byte[] bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    private DateTimeOffset MakeTimestamp()
    {
        DateTimeOffset second = DateTimeOffset.FromUnixTimeSeconds(_random.Next());
        return _random.Next(6) switch
        {
            0 => second,
            1 => second.AddMilliseconds(_random.Next(1000)),
            2 => second.AddMicroseconds(_random.Next(1_000_000)),
            3 => second.AddTicks(_random.Next(10_000_000)),
            4 => second.ToOffset(TimeSpan.FromMinutes(_random.Next(-840, 841))),
            _ => _random.Next(2) == 0 ? DateTimeOffset.MaxValue : new DateTimeOffset(1, 1, 1, 2, 0, 0, TimeSpan.FromHours(2)),
        };
    }

    private ScalarValue MakeScalar() => _random.Next(7) switch
    {
        0 => MakeText(),
        1 => MakeNumber(),
        2 => _random.NextDouble(),
        3 => true,
        4 => JsonSerializer.Deserialize<ScalarValue>("18446744073709551615"),
        5 => JsonSerializer.Deserialize<ScalarValue>("""{"from":[1]}"""),
        _ => default,
    };

    private object MakeStringEnum(Type type)
    {
        object[] documented = [.. type.GetProperties(BindingFlags.Static | BindingFlags.Public).Select(property => property.GetValue(null)!)];
        int place = _random.Next(documented.Length + 1);
        return place < documented.Length ? documented[place] : Activator.CreateInstance(type, "NEW_VALUE")!;
    }
}
