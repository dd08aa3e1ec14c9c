using System.Collections;
using System.Globalization;
using System.Text;

namespace Discord.Gateway.Json;

/// <summary>Prints a record's properties: those that say something, lists by their length, secrets not at all.</summary>
internal struct ModelPrinter(StringBuilder builder, bool hasPrinted = false)
{
    internal bool HasPrinted { get; private set; } = hasPrinted;

    internal void Add(string name, object? value)
    {
        if (value is null or false or "" or ICollection { Count: 0 })
        {
            return;
        }

        builder.Append(HasPrinted ? ", " : "").Append(name).Append(" = ");
        HasPrinted = true;
        _ = value switch
        {
            ICollection list => builder.Append(list.Count).Append(list.Count == 1 ? " item" : " items"),
            IFormattable number => builder.Append(number.ToString(null, CultureInfo.InvariantCulture)),
            _ => builder.Append(value),
        };
    }

    internal void AddSecret(string name, string? value) => Add(name, string.IsNullOrEmpty(value) ? null : "***");
}
