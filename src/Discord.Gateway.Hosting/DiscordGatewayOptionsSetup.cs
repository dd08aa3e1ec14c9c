using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Discord.Gateway.Hosting;

/// <summary>Finds a bot's token where it was not given, and checks all of its options when the host starts.</summary>
internal sealed partial class DiscordGatewayOptionsSetup(BotKey key, ManagerOptionsFactory factory, IConfiguration? configuration, IEnumerable<KnownSection> known, ILoggerFactory loggers)
    : IPostConfigureOptions<DiscordGatewayOptions>, IValidateOptions<DiscordGatewayOptions>
{
    private const string TokenVariable = "DISCORD_TOKEN";

    private readonly IConfigurationSection? _section = configuration?.GetSection(key.SectionName);
    private bool _isWarned;

    public void PostConfigure(string? name, DiscordGatewayOptions options)
    {
        // One variable cannot be the token of two bots.
        if (name == key.OptionsName && key == BotKey.None && string.IsNullOrEmpty(options.Token))
        {
            options.Token = configuration?[TokenVariable] ?? Environment.GetEnvironmentVariable(TokenVariable) ?? "";
        }
    }

    public ValidateOptionsResult Validate(string? name, DiscordGatewayOptions options)
    {
        if (name != key.OptionsName)
        {
            return ValidateOptionsResult.Skip;
        }

        WarnOfUnknownKeys();
        if (options.FirstShard < 0)
        {
            return ValidateOptionsResult.Fail($"{key.SectionName}:FirstShard must be at least 0, not {options.FirstShard}.");
        }

        if (options.ShardCount is < 1)
        {
            return ValidateOptionsResult.Fail($"{key.SectionName}:ShardCount must be at least 1, not {options.ShardCount}.");
        }

        try
        {
            ShardManagerOptions managerOptions = factory.Create(options);
            if (string.IsNullOrWhiteSpace(managerOptions.ShardOptions.Token))
            {
                return ValidateOptionsResult.Fail(
                    $"The bot token is missing: set {key.SectionName}:Token in the configuration (user secrets, for instance)"
                    + (key == BotKey.None ? $" or the environment variable {TokenVariable}." : $" or {nameof(DiscordGatewayOptions.Token)} in AddDiscordGateway(\"{key.Value}\", …)."));
            }

            managerOptions.Validate();
            return ValidateOptionsResult.Success;
        }
        catch (ArgumentException error)
        {
            return ValidateOptionsResult.Fail(DiscordConfiguration.Rename(error.Message, _section));
        }
    }

    /// <summary>Options are made more than once.</summary>
    private void WarnOfUnknownKeys()
    {
        if (_section is not null && !_isWarned && DiscordConfiguration.FindUnknownKeys(_section, known) is { Count: > 0 } unknown)
        {
            _isWarned = true;
            LogUnknownKeys(loggers.CreateLogger(key.LogCategory), string.Join(", ", unknown), string.Join(", ", DiscordConfiguration.OptionNames));
        }
    }

    [LoggerMessage(84, LogLevel.Warning, "The configuration has {Keys}, which is not an option and has no effect. The section has the options {Options}")]
    private static partial void LogUnknownKeys(ILogger logger, string keys, string options);
}
