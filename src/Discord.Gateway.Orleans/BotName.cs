using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Discord.Gateway.Hosting;
using Discord.Gateway.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Discord.Gateway.Orleans;

/// <summary>
/// Tells a bot, and a deployment of it, from the others of a cluster and of a store: every grain's key begins with it. The bot is hashed: what is no proper token may be secret as a whole.
/// </summary>
/// <param name="Bot">A hash of the bot's id.</param>
/// <param name="Deployment">Which of several deployments of the bot; null for the only one.</param>
internal sealed record BotName(string Bot, string? Deployment)
{
    internal static BotName Of(string token, string? deployment) =>
        new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token.Split('.')[0])), 0, 8), deployment);

    /// <summary>The name of the bot whose token begins with this id.</summary>
    internal static BotName Of(Id<User> botId, string? deployment) =>
        Of(Convert.ToBase64String(Encoding.UTF8.GetBytes(botId.Value.ToString(CultureInfo.InvariantCulture))).TrimEnd('='), deployment);

    /// <summary>The name of the bot that a silo runs. Code may have given its token to the manager alone.</summary>
    internal static BotName Of(IServiceProvider services)
    {
        DiscordGatewayOptions options = services.GetRequiredService<IOptions<DiscordGatewayOptions>>().Value;
        string token = options.Token.Length > 0 ? options.Token : services.GetRequiredService<ManagerOptionsFactory>().Create(options).ShardOptions.Token;
        return Of(token, services.GetRequiredService<DiscordClusterOptions>().Deployment);
    }

    internal static BotName Parse(string text) => text.Split('.') is [var bot, var deployment] ? new BotName(bot, deployment) : new BotName(text, null);

    public override string ToString() => Deployment is null ? Bot : $"{Bot}.{Deployment}";
}
