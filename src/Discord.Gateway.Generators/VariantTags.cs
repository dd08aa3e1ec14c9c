namespace Discord.Gateway.Generators;

/// <summary>The tags that tell the variants of an abstract record apart in the binary form.</summary>
internal static class VariantTags
{
    /// <summary>The tag of the record for unknown values; equal to EntityWriter.UnknownVariant.</summary>
    private const int Unknown = 0;

    /// <summary>Returns the tag of a record: its 1-based place among those with a value of their own.</summary>
    internal static int Of(IEnumerable<VariantSpec> variants, string type)
    {
        List<string> known = [.. variants.Where(variant => variant.Value is not null).Select(variant => variant.Type).Distinct()];
        int place = known.IndexOf(type);
        return place < 0 ? Unknown : place + 1;
    }
}
