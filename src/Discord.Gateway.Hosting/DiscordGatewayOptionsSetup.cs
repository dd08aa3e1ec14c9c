using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Discord.Gateway.Hosting;

/// <summary>Finds a bot's token where it was not given, and checks all of its options when the host starts.</summary>
internal sealed class DiscordGatewayOptionsSetup(BotKey key, ManagerOptionsFactory factory, IConfiguration? configuration)
    : IPostConfigureOptions<DiscordGatewayOptions>, IValidateOptions<DiscordGatewayOptions>
{
    private const string TokenVariable = "DISCORD_TOKEN";

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

        if (options.FirstShard < 0 || options.ShardCount is < 1)
        {
            return ValidateOptionsResult.Fail("FirstShard must be 0 or more, and ShardCount 1 or more.");
        }

        try
        {
            ShardManagerOptions managerOptions = factory.Create(options);
            if (string.IsNullOrWhiteSpace(managerOptions.Shard.Token))
            {
                return ValidateOptionsResult.Fail(
                    $"There is no token: set {key.SectionName}:Token in the configuration (user secrets, for instance)"
                    + (key == BotKey.None ? $" or the environment variable {TokenVariable}." : $" or {nameof(DiscordGatewayOptions.Token)} in AddDiscordGateway(\"{key.Value}\", …)."));
            }

            managerOptions.Validate();
            return ValidateOptionsResult.Success;
        }
        catch (ArgumentException error)
        {
            return ValidateOptionsResult.Fail(error.Message);
        }
    }
}
