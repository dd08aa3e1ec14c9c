using Discord.Gateway;
using Discord.Gateway.Hosting;
using Discord.Gateway.Testing;
using HostedBot;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

// A bot in the generic host, with its metrics and spans on the console: on Discord if DISCORD_TOKEN is set, else against a gateway in this process.
//   dotnet run --project samples/HostedBot -- --seconds 20

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
DiscordGatewayBuilder discord = builder.Services
    .AddDiscordGateway(options => options.Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.MessageContent)
    .AddHandler<MessageCreateEvent, PingHandler>();
builder.Services.AddHealthChecks().AddDiscordGateway();
builder.Services.AddOpenTelemetry()
    .WithMetrics(metrics => metrics.AddMeter("Discord.Gateway").AddConsoleExporter((_, reader) => reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = 5_000))
    .WithTracing(traces => traces.AddSource("Discord.Gateway").AddConsoleExporter());

bool isOnDiscord = !string.IsNullOrEmpty(builder.Configuration["DISCORD_TOKEN"]);
await using PingedGateway? gateway = isOnDiscord ? null : await PingedGateway.StartAsync();
if (gateway is not null)
{
    discord.ConfigureManager((_, options) => gateway.Redirect(options));
}

using IHost host = builder.Build();
using var stop = new CancellationTokenSource();
if (double.TryParse(builder.Configuration["seconds"], out double seconds))
{
    stop.CancelAfter(TimeSpan.FromSeconds(seconds));
}

await host.StartAsync(stop.Token);
await host.Services.GetRequiredService<ShardManager>().WaitForConnectedAsync(stop.Token);
HealthReport health = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(stop.Token);
Console.WriteLine($"{health.Status}: {health.Entries["discord"].Description}");
await host.WaitForShutdownAsync(stop.Token);
