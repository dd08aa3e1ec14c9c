using System.ComponentModel;
using System.Globalization;
using Discord.Gateway.Json;

namespace Discord.Gateway;

/// <summary>Turns text into ids, so that they can be bound from configuration.</summary>
internal sealed class IdTypeConverter(Type type) : TypeConverter
{
    private readonly IIdMaker? _maker = IdConverterFactory.FindMaker(type);

    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        (sourceType == typeof(string) && _maker is not null) || base.CanConvertFrom(context, sourceType);

    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string text && _maker is not null
            ? _maker.Make(ulong.Parse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture)) : base.ConvertFrom(context, culture, value);
}
