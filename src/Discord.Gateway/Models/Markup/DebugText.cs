using System.Text;

namespace Discord.Gateway.Models;

/// <summary>Prints the properties of records whose ToString is a mention, for debuggers.</summary>
internal static class DebugText
{
    internal static string Print(string name, Func<StringBuilder, bool> printMembers)
    {
        var builder = new StringBuilder(name).Append(" { ");
        return builder.Append(printMembers(builder) ? " }" : "}").ToString();
    }
}
