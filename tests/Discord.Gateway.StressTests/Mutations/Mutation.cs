namespace Discord.Gateway.StressTests.Mutations;

/// <summary>What becomes of a value.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Json">What stands in its place; null if its key, or item, is removed.</param>
internal sealed record Mutation(string Name, string? Json)
{
    private const int Levels = 100;

    internal static readonly Mutation[] All =
    [
        new("removed", null),
        new("null", "null"),
        new("unknown text", "\"something_new\""),
        new("unknown number", "99"),
        new("negative", "-1"),
        new("2^31", "2147483648"),
        new("2^32", "4294967296"),
        new("2^53+1", "9007199254740993"),
        new("2^63", "9223372036854775808"),
        new("2^64", "18446744073709551616"),
        new("21 digits", "123456789012345678901"),
        new("fraction", "1.5"),
        new("exponent", "5e3"),
        new("string of a number", "\"12\""),
        new("string of a long number", "\"123456789012345678901\""),
        new("number for a string", "12"),
        new("true", "true"),
        new("0", "0"),
        new("1", "1"),
        new("{}", "{}"),
        new("[]", "[]"),
        new("an object of something else", """{"something":{"else":1}}"""),
        new("an array of something else", """[[1],{"a":2},"b"]"""),
        new("half a surrogate pair", "\"a\\ud800b\""),
        new("100 levels", new string('[', Levels) + new string(']', Levels)),
    ];
}
