using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Discord.Gateway.Hosting;

/// <summary>A section below a bot's that belongs to somebody: another bot, or a package.</summary>
internal sealed record KnownSection(string Path);

/// <summary>Reads a bot's options from its configuration section, and speaks of them as the section calls them.</summary>
internal static partial class DiscordConfiguration
{
    /// <summary>What a section can say.</summary>
    internal static IReadOnlyList<string> OptionNames { get; } = GetOptionNames();

    /// <summary>Sets options from the section.</summary>
    /// <exception cref="OptionsValidationException">The intents are none.</exception>
    /// <exception cref="InvalidOperationException">Another value does not fit its option.</exception>
    internal static void Bind(IConfigurationSection section, string optionsName, DiscordGatewayOptions options)
    {
        IConfigurationSection intents = section.GetSection(nameof(DiscordGatewayOptions.Intents));
        GatewayIntents? read = ReadIntents(intents, out string? problem);
        if (problem is not null)
        {
            throw new OptionsValidationException(optionsName, typeof(DiscordGatewayOptions), [problem]);
        }

        section.Bind(options);
        options.Intents = read ?? options.Intents;
    }

    /// <summary>The keys of a section that no option has, in the order of the configuration.</summary>
    internal static IReadOnlyList<string> FindUnknownKeys(IConfigurationSection section, IEnumerable<KnownSection> known)
    {
        HashSet<string> names = [.. OptionNames.Select(name => ConfigurationPath.Combine(section.Path, name)), .. known.Select(part => part.Path)];
        return [.. section.GetChildren().Where(child => !names.Contains(child.Path, StringComparer.OrdinalIgnoreCase)).Select(child => child.Path)];
    }

    /// <summary>An error in terms of the section, as far as it gives the option that the error is about: a user of <c>Discord:TotalShards</c> need not know of <c>ShardManagerOptions</c>.</summary>
    internal static string Rename(string message, IConfigurationSection? section) => OptionReference().Replace(message, match =>
    {
        string option = match.Groups[1].Value;
        string[] written = option == nameof(ShardManagerOptions.LocalShards)
            ? [nameof(DiscordGatewayOptions.FirstShard), nameof(DiscordGatewayOptions.ShardCount)]
            : OptionNames.Contains(option) ? [option] : [];
        string[] configured = section is null ? [] : [.. written.Where(name => section.GetSection(name).Exists()).Select(name => ConfigurationPath.Combine(section.Path, name))];
        return configured.Length > 0 ? string.Join(" and ", configured)
            : written.Length > 0 ? string.Join(" and ", written.Select(name => $"{nameof(DiscordGatewayOptions)}.{name}"))
            : match.Value;
    });

    /// <summary>Names with commas between, a number, or a list of those.</summary>
    private static GatewayIntents? ReadIntents(IConfigurationSection section, out string? problem)
    {
        IConfigurationSection[] items = [.. section.GetChildren()];
        problem = null;
        if (!section.Exists())
        {
            return null;
        }

        string[] texts = items.Length == 0 ? [section.Value!] : [.. items.Select(item => item.Value ?? "")];
        bool isList = items.All(item => int.TryParse(item.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _));
        GatewayIntents intents = GatewayIntents.None;
        foreach (string text in texts)
        {
            if (!isList || !TryParse(text, out GatewayIntents parsed))
            {
                problem = $"{section.Path} has \"{(isList ? text : items[0].Key)}\", which is not an intent. Use names of {nameof(GatewayIntents)}, as a list ([\"Guilds\", \"GuildMessages\"]) or separated by commas (Guilds, GuildMessages), or their sum as a number.";
                return null;
            }

            intents |= parsed;
        }

        return intents;
    }

    private static bool TryParse(string text, out GatewayIntents intents) =>
        uint.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out uint number)
            ? (intents = (GatewayIntents)number) is var _
            : Enum.TryParse(text, ignoreCase: true, out intents) && !long.TryParse(text, CultureInfo.InvariantCulture, out _);

    /// <summary>Delegates are set in code alone.</summary>
    private static string[] GetOptionNames() =>
        [.. typeof(DiscordGatewayOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => !property.PropertyType.IsSubclassOf(typeof(Delegate))).Select(property => property.Name)];

    [GeneratedRegex(@"\bShard(?:Manager)?Options\.(\w+)")]
    private static partial Regex OptionReference();
}
