using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Events;

/// <summary>
/// System.Text.Json's own reading of our records, by the metadata that its source generator would write for them, and without the converters that ours
/// writes. What is not a property of a record (ids, colours, flags in strings) is read as ever.
/// </summary>
internal sealed class PlainResolver : IJsonTypeInfoResolver
{
    private static readonly DefaultJsonTypeInfoResolver Other = new();

    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) =>
        IsRecord(type) ? (JsonTypeInfo)Generic(nameof(MakeObject), type).Invoke(null, [options])! : Other.GetTypeInfo(type, options);

    internal static JsonSerializerOptions MakeOptions() => new()
    {
        TypeInfoResolver = new PlainResolver(),
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
    };

    /// <summary>Whether a type is a record that the generator writes a reader for.</summary>
    internal static bool IsRecord(Type type) => type is { IsClass: true, IsAbstract: false, Namespace: "Discord.Gateway" or "Discord.Gateway.Models" } && Has(type, "JsonModelAttribute");

    /// <summary>The properties that stand in JSON under their own names; what is in an interaction is told by another property, which only our reader knows of.</summary>
    internal static IEnumerable<PropertyInfo> PropertiesOf(Type type) => type.GetProperties()
        .Where(property => property.SetMethod is not null && property.GetCustomAttribute<JsonIgnoreAttribute>() is null
            && !Has(property, "InlineAttribute") && !Has(property, "DiscriminatedByAttribute"));

    /// <summary>Whether a property also tells what stands beside its record.</summary>
    internal static bool IsKnownFromElsewhere(PropertyInfo property) => Has(property, "StoredInAttribute");

    private static JsonTypeInfo<T> MakeObject<T>(JsonSerializerOptions options)
        where T : notnull, new() => JsonMetadataServices.CreateObjectInfo(options, new JsonObjectInfoValues<T>
        {
            ObjectCreator = static () => new T(),
            PropertyMetadataInitializer = _ =>
            [
                .. PropertiesOf(typeof(T)).Select(property => (JsonPropertyInfo)Generic(nameof(MakeProperty), typeof(T), property.PropertyType).Invoke(null, [property, options])!),
            ],
        });

    private static JsonPropertyInfo MakeProperty<T, TProperty>(PropertyInfo property, JsonSerializerOptions options)
    {
        var get = property.GetMethod!.CreateDelegate<Func<T, TProperty?>>();
        var set = property.SetMethod!.CreateDelegate<Action<T, TProperty?>>();
        return JsonMetadataServices.CreatePropertyInfo(options, new JsonPropertyInfoValues<TProperty>
        {
            IsProperty = true,
            IsPublic = true,
            DeclaringType = typeof(T),
            PropertyName = property.Name,
            JsonPropertyName = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name,
            Converter = (JsonConverter<TProperty>?)ConverterOf(property),
            Getter = owner => get((T)owner),
            Setter = (owner, value) => set((T)owner, value),
        });
    }

    private static JsonConverter? ConverterOf(PropertyInfo property)
    {
        Type type = property.PropertyType;
        Type? optional = type is { IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(Optional<>) ? type.GetGenericArguments()[0] : null;
        Type? nullable = Nullable.GetUnderlyingType(optional ?? type);
        JsonConverter? inner =
            Has(property, "SecondsAttribute") ? new DurationConverter(TimeSpan.TicksPerSecond)
            : Has(property, "MinutesAttribute") ? new DurationConverter(TimeSpan.TicksPerMinute)
            : Has(property, "DaysAttribute") ? new DurationConverter(TimeSpan.TicksPerDay)
            : Has(property, "UnixSecondsAttribute") ? new UnixConverter(TimeSpan.TicksPerSecond)
            : Has(property, "UnixMillisecondsAttribute") ? new UnixConverter(TimeSpan.TicksPerMillisecond)
            : Has(property, "NullFlagAttribute") ? new NullFlagConverter()
            : Has(property, "AsStringAttribute") ? (JsonConverter)Activator.CreateInstance(typeof(EnumTextConverter<>).MakeGenericType(nullable ?? optional ?? type))!
            : null;
        if (inner is not null && nullable is not null)
        {
            inner = (JsonConverter)Activator.CreateInstance(typeof(NullableConverter<>).MakeGenericType(nullable), inner)!;
        }

        return optional is null ? inner
            : (JsonConverter)Activator.CreateInstance(typeof(OptionalConverter<>).MakeGenericType(optional), inner)!;
    }

    private static MethodInfo Generic(string name, params Type[] types) =>
        typeof(PlainResolver).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(types);

    private static bool Has(MemberInfo member, string attribute) => member.GetCustomAttributesData().Any(data => data.AttributeType.Name == attribute);

    private sealed class DurationConverter(long ticks) : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64() * ticks);

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => throw new NotSupportedException();
    }

    private sealed class UnixConverter(long ticks) : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            DateTimeOffset.UnixEpoch.AddTicks(reader.GetInt64() * ticks);

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => throw new NotSupportedException();
    }

    private sealed class NullFlagConverter : JsonConverter<bool>
    {
        public override bool HandleNull => true;

        public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => true;

        public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => throw new NotSupportedException();
    }

    private sealed class EnumTextConverter<T> : JsonConverter<T>
        where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            (T)Enum.ToObject(typeof(T), ulong.Parse(reader.GetString()!, System.Globalization.CultureInfo.InvariantCulture));

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => throw new NotSupportedException();
    }

    private sealed class NullableConverter<T>(JsonConverter<T> inner) : JsonConverter<T?>
        where T : struct
    {
        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => inner.Read(ref reader, typeof(T), options);

        public override void Write(Utf8JsonWriter writer, T? value, JsonSerializerOptions options) => throw new NotSupportedException();
    }

    private sealed class OptionalConverter<T>(JsonConverter<T>? inner) : JsonConverter<Optional<T?>>
    {
        public override bool HandleNull => true;

        public override Optional<T?> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.TokenType == JsonTokenType.Null ? default
                : inner is null ? JsonSerializer.Deserialize<T>(ref reader, options) : inner.Read(ref reader, typeof(T), options));

        public override void Write(Utf8JsonWriter writer, Optional<T?> value, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}
