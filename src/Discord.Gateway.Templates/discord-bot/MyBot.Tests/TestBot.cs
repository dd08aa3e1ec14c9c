using Discord.Gateway;
using Discord.Gateway.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MyBot.Tests;

/// <summary>The bot, connected to a Discord in memory where it is in one guild.</summary>
internal sealed class TestBot : IAsyncDisposable
{
    private readonly IHost _host;

    private TestBot(IHost host, GatewaySimulator discord) => (_host, Discord) = (host, discord);

    internal GatewaySimulator Discord { get; }

    internal SimulatedGuild Guild => Discord.Guilds[0];

    internal static async Task<TestBot> StartAsync()
    {
        var discord = new GatewaySimulator(new GatewaySimulatorOptions { Guilds = [new SimulatedGuild(id: 4194304, "Home")] });
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"));     // the bot's own, with its intents
        builder.Configuration["Discord:Token"] = discord.Options.Token;
        builder.Services.AddBot().ConfigureManager((_, options) => discord.Redirect(options));
        builder.Services.AddSingleton(discord.CreateHttpHandler());
        IHost host = builder.Build();
        await host.StartAsync();
        await host.Services.GetRequiredService<ShardManager>().WaitForConnectedAsync();
        await discord.SettleAsync();
        return new TestBot(host, discord);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        Discord.Dispose();
    }
}
