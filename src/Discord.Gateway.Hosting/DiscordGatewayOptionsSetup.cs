using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Discord.Gateway.Hosting;

/// <summary>Finds the token where it was not given, and checks all of the options when the host starts.</summary>
internal sealed class DiscordGatewayOptionsSetup(ManagerOptionsFactory factory, IConfiguration? configuration = null)
    : IPostConfigureOptions<DiscordGatewayOptions>, IValidateOptions<DiscordGatewayOptions>
{
    private const string TokenVariable = "DISCORD_TOKEN";

    public void PostConfigure(string? name, DiscordGatewayOptions options)
    {
        if (string.IsNullOrEmpty(options.Token))
        {
            options.Token = configuration?[TokenVariable] ?? Environment.GetEnvironmentVariable(TokenVariable) ?? "";
        }
    }

    public ValidateOptionsResult Validate(string? name, DiscordGatewayOptions options)
    {
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
                    $"There is no token: set {DiscordGatewayOptions.SectionName}:Token in the configuration (user secrets, for instance) or the environment variable {TokenVariable}.");
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
