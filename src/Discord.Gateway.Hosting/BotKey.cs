using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Discord.Gateway.Hosting;

/// <summary>Tells the bots of a host apart: the key of a bot's services, and how its options, section and logs are named after it.</summary>
/// <param name="Value">The key; null for the bot without one.</param>
internal readonly record struct BotKey(string? Value)
{
    private const string RootLogCategory = "Discord.Gateway";

    internal static BotKey None => default;

    internal string OptionsName => Value ?? Options.DefaultName;

    internal string SectionName => Value is null ? DiscordGatewayOptions.SectionName : $"{DiscordGatewayOptions.SectionName}:{Value}";

    internal string LogCategory => Value is null ? RootLogCategory : $"{RootLogCategory}.{Value}";

    /// <summary>A key that can name a section of its own.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    internal static BotKey Parse(string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        if (key.Contains(':', StringComparison.Ordinal))
        {
            throw new ArgumentException($"The bot key \"{key}\" contains a colon, which separates the parts of a configuration section: choose a key without one.", nameof(key));
        }

        if (typeof(DiscordGatewayOptions).GetProperty(key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase) is not null)
        {
            throw new ArgumentException($"The bot key \"{key}\" is the name of an option, and {DiscordGatewayOptions.SectionName}:{key} belongs to the bot without a key: choose another key.", nameof(key));
        }

        return new BotKey(key);
    }

    internal DiscordGatewayOptions GetOptions(IServiceProvider services) => Value is null
        ? services.GetRequiredService<IOptions<DiscordGatewayOptions>>().Value
        : services.GetRequiredService<IOptionsMonitor<DiscordGatewayOptions>>().Get(Value);
}
