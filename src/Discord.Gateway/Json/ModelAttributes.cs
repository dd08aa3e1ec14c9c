namespace Discord.Gateway.Json;

// What the generator in src/Discord.Gateway.Generators looks for. Names of properties are Discord's, in snake case, unless [JsonPropertyName] says otherwise.

/// <summary>A record that is a JSON object: gets a reader, a writer and a converter.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class JsonModelAttribute : Attribute
{
    /// <summary>Whether an event can have properties of its own in the same JSON object.</summary>
    public bool CanBeInlined { get; init; }

    /// <summary>Whether the record asks which of its properties were there, by the constants of its nested class Places.</summary>
    public bool HasPlaces { get; init; }

    /// <summary>Whether the binary form can be written without the record, by the nested struct Parts.</summary>
    public bool HasParts { get; init; }
}

/// <summary>A type that has a static Read and a WriteTo of its own.</summary>
[AttributeUsage(AttributeTargets.Struct)]
internal sealed class JsonValueAttribute : Attribute;

/// <summary>A struct around a string with well-known values; its static properties are the well-known ones.</summary>
[AttributeUsage(AttributeTargets.Struct)]
internal sealed class StringEnumAttribute(string defaultValue = "") : Attribute
{
    /// <summary>The value of the struct's default.</summary>
    public string DefaultValue { get; } = defaultValue;
}

/// <summary>The property's own JSON properties stand in the object itself, beside the record's.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class InlineAttribute : Attribute;

/// <summary>The key may be absent: a default is left out when a record made by hand is written.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MayBeAbsentAttribute : Attribute;

/// <summary>The key is there even where the value is null: it is written so when a record made by hand is written.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NeverAbsentAttribute : Attribute;

/// <summary>The key is there, with null, if true; absent if false.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NullFlagAttribute : Attribute;

/// <summary>Left out when the record is printed.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretAttribute : Attribute;

/// <summary>The member that holds what was read, where the property also tells what is known from elsewhere.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class StoredInAttribute(string member) : Attribute
{
    public string Member { get; } = member;
}

/// <summary>
/// Puts the property first in the binary form, so that it can be read without creating the record, and generates a constant for its bit in the nested class Bits. On a
/// record: generates the constants of all properties and keeps their order.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property)]
internal sealed class HotAttribute : Attribute;

/// <summary>Lets WriteBinary omit the property, which is then stored elsewhere, by a constant in the nested class Bits.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CanBeLeftOutAttribute : Attribute;

/// <summary>A partial property that few objects have: it is stored apart, so that the others are smaller.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RareAttribute : Attribute;

/// <summary>A dispatch event: its name, and the intents any of which makes Discord send it; none if it is always sent.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class DispatchAttribute(string name, GatewayIntents intents = GatewayIntents.None) : Attribute
{
    public string Name { get; } = name;

    public GatewayIntents Intents { get; } = intents;

    /// <summary>Whether it is about the session, and so belongs to no guild, channel or user.</summary>
    public bool BelongsNowhere { get; init; }
}

/// <summary>Strings that come so often that they are made once.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CommonValuesAttribute(params string[] values) : Attribute
{
    public string[] Values { get; } = values;
}

/// <summary>A number of seconds in JSON.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecondsAttribute : Attribute;

/// <summary>A number of minutes in JSON.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MinutesAttribute : Attribute;

/// <summary>A number of days in JSON.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DaysAttribute : Attribute;

/// <summary>A number of seconds since 1970 in JSON.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class UnixSecondsAttribute : Attribute;

/// <summary>A number of milliseconds since 1970 in JSON.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class UnixMillisecondsAttribute : Attribute;

/// <summary>An enum whose number is a string in JSON.</summary>
[AttributeUsage(AttributeTargets.Enum | AttributeTargets.Property)]
internal sealed class AsStringAttribute : Attribute;

/// <summary>Holds the whole object if the enum property named here has a value that is not documented.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RawWhenUnknownAttribute(string property) : Attribute
{
    public string Property { get; } = property;
}

/// <summary>The property that tells which record an object of an abstract base is.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DiscriminatorAttribute : Attribute;

/// <summary>The property beside this one that tells which record this is.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DiscriminatedByAttribute(string property) : Attribute
{
    public string Property { get; } = property;
}

/// <summary>The record for one value of the discriminator.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
internal sealed class VariantAttribute<T>(object value) : Attribute
{
    public object Value { get; } = value;
}

/// <summary>The record for all other values.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class UnknownVariantAttribute<T> : Attribute;
