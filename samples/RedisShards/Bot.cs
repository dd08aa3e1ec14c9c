using Discord.Gateway;
using Discord.Gateway.Hosting;
using Discord.Gateway.Redis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TwoProcesses;

/// <summary>
/// One process of the bot. The environment tells it the bot's token, where Redis is, and which of the shards are its own, as a StatefulSet would. Prints each message that its handlers are told;
/// ends when its standard input does.
/// </summary>
internal static class Bot
{
    internal static async Task RunAsync()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Error).AddFilter("Discord.Gateway", LogLevel.Information);
        builder.Services
            .AddDiscordGateway(options => options.Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.MessageContent)
            .UseRedis()
            .On<MessageCreateEvent>((shard, message, _) => Console.Out.WriteLineAsync($"message {shard.ShardId.Index} {message.Message.Content}"));
        using IHost host = builder.Build();
        await host.StartAsync();
        _ = Task.Run(() =>
        {
            while (Console.In.ReadLine() is not null)
            {
            }

            host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        });
        await host.WaitForShutdownAsync();
    }

    /// <summary>What tells a process of the bot which it is.</summary>
    /// <param name="api">Where Discord's API is.</param>
    /// <param name="token">The bot's token.</param>
    /// <param name="redis">Where Redis is.</param>
    /// <param name="shards">How many shards the bot has.</param>
    /// <param name="shardsPerProcess">How many of them each process runs.</param>
    /// <param name="process">The index of the process.</param>
    internal static Dictionary<string, string> GetEnvironment(Uri api, string token, string redis, int shards, int shardsPerProcess, int process) => new()
    {
        ["Discord__ApiUri"] = api.AbsoluteUri,
        ["Discord__Token"] = token,
        ["Discord__TotalShards"] = $"{shards}",
        ["Discord__Redis__ConnectionString"] = redis,
        ["Discord__Redis__ShardsPerProcess"] = $"{shardsPerProcess}",
        ["HOSTNAME"] = $"bot-{process}",
    };
}
