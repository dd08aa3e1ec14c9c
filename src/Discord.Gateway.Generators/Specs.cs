namespace Discord.Gateway.Generators;

/// <summary>How a value stands in JSON.</summary>
internal enum ValueKind
{
    Boolean,
    Int32,
    Int64,
    UInt64,
    Double,
    String,
    Id,
    Enum,
    EnumAsString,
    Timestamp,
    UnixSeconds,
    UnixMilliseconds,
    Duration,

    /// <summary>A record of ours: has a constructor that reads, and WriteTo.</summary>
    Model,

    /// <summary>A type with its own static Read, and WriteTo.</summary>
    Value,

    /// <summary>The base of several records, told apart by a property of the same object.</summary>
    Variants,

    /// <summary>The base of several records, told apart by a property of the object around it.</summary>
    OuterVariants,

    /// <summary>What Discord documents as "any".</summary>
    Element,
    List,
    Map,

    /// <summary>A bool that is true if the key is there, with null as its value.</summary>
    NullFlag,
}

/// <summary>A type of a property, or of the items of a list.</summary>
/// <param name="Kind">How it stands in JSON.</param>
/// <param name="Type">Its C# name, without a question mark.</param>
/// <param name="Item">The items of a list, or the values of a map.</param>
/// <param name="Key">The keys of a map.</param>
/// <param name="Unit">For durations, TimeSpan's name of the unit; for enums, the type that holds all of their values.</param>
/// <param name="Namespace">For types of ours, where they are declared.</param>
internal sealed record ValueSpec(ValueKind Kind, string Type, ValueSpec? Item = null, ValueSpec? Key = null, string Unit = "", string Namespace = "");

/// <summary>A property of a record.</summary>
/// <param name="Name">Its C# name.</param>
/// <param name="Key">Its JSON name.</param>
/// <param name="Value">Its type.</param>
/// <param name="IsNullable">Whether null is a value of it.</param>
/// <param name="IsValueType">Whether it is a struct.</param>
/// <param name="IsOptional">Whether it is an Optional&lt;T&gt;.</param>
/// <param name="MayBeAbsent">Whether the default, or null, is left out when a record made by hand is written.</param>
/// <param name="IsSecret">Whether printing hides it.</param>
/// <param name="IsRaw">Whether it holds the whole object where the discriminator is not known.</param>
/// <param name="IsWriteOnly">Whether it has no init: written, never read.</param>
/// <param name="OuterDiscriminator">For OuterVariants, the property that tells which.</param>
/// <param name="CommonValues">Strings that come so often that they are shared.</param>
/// <param name="Stored">What holds what was read: the property, or another member, where the property also tells what is known from elsewhere.</param>
/// <param name="IsHot">Whether it comes first in the binary form.</param>
/// <param name="HasBit">Whether its bit in the binary form has a constant, so that it can be read alone or omitted.</param>
/// <param name="IsRare">Whether it is stored apart: few objects have it.</param>
internal sealed record PropertySpec(
    string Name,
    string Key,
    ValueSpec Value,
    bool IsNullable,
    bool IsValueType,
    bool IsOptional,
    bool MayBeAbsent,
    bool IsSecret,
    bool IsRaw,
    bool IsWriteOnly,
    string OuterDiscriminator,
    EquatableList<string> CommonValues,
    string Stored,
    bool IsHot,
    bool HasBit,
    bool IsRare)
{
    /// <summary>Its type, as it is declared.</summary>
    internal string DeclaredType
    {
        get
        {
            string type = IsNullable ? Value.Type + "?" : Value.Type;
            return IsOptional ? $"Optional<{type}>" : type;
        }
    }
}

/// <summary>One of the records of a base.</summary>
/// <param name="Type">The record.</param>
/// <param name="Value">The discriminator's value; null for the record that stands for unknown values.</param>
internal sealed record VariantSpec(string Type, string? Value);

/// <summary>A dispatch event.</summary>
/// <param name="Type">Its member of GatewayEventType.</param>
/// <param name="Name">Discord's name of it.</param>
/// <param name="Intents">The intents any of which makes Discord send it.</param>
/// <param name="GuildId">The expression of the guild that it belongs to; empty if it belongs to none.</param>
/// <param name="ChannelId">The expression of its channel.</param>
/// <param name="UserId">The expression of the user that it is about.</param>
internal sealed record EventSpec(string Type, string Name, ulong Intents, string GuildId, string ChannelId, string UserId);

/// <summary>A record.</summary>
/// <param name="Namespace">Where it is declared.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsAbstract">Whether it is the base of others.</param>
/// <param name="IsSealedRoot">Whether it is sealed, and derives from nothing.</param>
/// <param name="Event">For a dispatch event, what is said of it.</param>
/// <param name="IsInlined">Whether it can stand in one JSON object with properties of a record around it.</param>
/// <param name="HasPlaces">Whether it asks which of its properties were there.</param>
/// <param name="HasParts">Whether it can be written in the binary form without being created.</param>
/// <param name="RawDiscriminator">The enum property that decides whether the raw JSON is kept; empty if none.</param>
/// <param name="Inline">The property whose JSON properties stand beside this record's own.</param>
/// <param name="Properties">Its properties.</param>
/// <param name="Local">For an event, its own properties that Discord does not send: they count for equality, and are printed.</param>
/// <param name="Variants">For an abstract one, the records it stands for.</param>
/// <param name="DiscriminatorKey">The JSON name of the property that tells the variants apart; empty if it is outside of the object.</param>
/// <param name="DiscriminatorType">The enum of the discriminator.</param>
/// <param name="ChecksValues">Whether setting a property may throw an ArgumentException.</param>
/// <param name="VariantBase">The abstract record that has this one among its variants; empty if none.</param>
/// <param name="VariantTag">Its tag in the binary form, which tells the variants apart.</param>
internal sealed record ModelSpec(
    string Namespace,
    string Name,
    bool IsAbstract,
    bool IsSealedRoot,
    EventSpec? Event,
    bool IsInlined,
    bool HasPlaces,
    bool HasParts,
    string RawDiscriminator,
    PropertySpec? Inline,
    EquatableList<PropertySpec> Properties,
    EquatableList<string> Local,
    EquatableList<VariantSpec> Variants,
    string DiscriminatorKey,
    string DiscriminatorType,
    bool ChecksValues,
    string VariantBase,
    int VariantTag)
{
    /// <summary>The properties in the order of the binary form.</summary>
    internal IEnumerable<PropertySpec> BinaryProperties
    {
        get
        {
            List<PropertySpec> properties = [.. Properties.Where(property => !property.IsWriteOnly)];
            if (Inline is not null)
            {
                properties.Insert(0, Inline);
            }

            return properties.OrderBy(property => property.IsHot ? 0 : 1);
        }
    }

    /// <summary>The length of the bitmap of the binary form in bytes: a bit for each property, and one more.</summary>
    internal int BitmapLength => (Properties.Count + (Inline is null ? 0 : 1) + 8) / 8;

    /// <summary>Whether the record has a field for its keys. A record with nothing but an inlined one has not.</summary>
    internal bool HasKeys => Inline is null || Properties.Count > 0;
}

/// <summary>A struct around a string with well-known values.</summary>
/// <param name="Namespace">Where it is declared.</param>
/// <param name="Name">Its name.</param>
/// <param name="Default">The string of its default.</param>
/// <param name="Values">The static properties and their strings.</param>
internal sealed record StringEnumSpec(string Namespace, string Name, string Default, EquatableList<KeyValuePair<string, string>> Values);
