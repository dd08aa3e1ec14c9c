// A bot in the generic host, with health over HTTP, and metrics and spans through OpenTelemetry.    curl localhost:8080/health
#:sdk Microsoft.NET.Sdk.Web
#:project ../../src/Discord.Gateway.Hosting
#:package OpenTelemetry.Extensions.Hosting
#:package OpenTelemetry.Exporter.Console

using Discord.Gateway;
using Discord.Gateway.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseUrls(builder.Configuration["Urls"] ?? "http://localhost:8080");
builder.Services.AddDiscordGateway(options => options.Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.MessageContent)
    .AddHandler<MessageCreateEvent, PingHandler>();      // the token comes from DISCORD_TOKEN, other options from the section "Discord"
builder.Services.AddHealthChecks().AddDiscordGateway();
builder.Services.AddOpenTelemetry()
    .WithMetrics(metrics => metrics.AddMeter("Discord.Gateway").AddConsoleExporter((_, reader) => reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = 5_000))
    .WithTracing(traces => traces.AddSource("Discord.Gateway").AddConsoleExporter());
WebApplication app = builder.Build();
app.MapHealthChecks("/health");
await app.RunAsync();

internal sealed partial class PingHandler(ILogger<PingHandler> logger) : IGatewayEventHandler<MessageCreateEvent>
{
    public Task HandleAsync(Shard shard, MessageCreateEvent gatewayEvent, CancellationToken cancellationToken)
    {
        if (gatewayEvent.Message.Content == "!ping")
        {
            LogPing(gatewayEvent.Message.Author.Id, shard.ShardId);
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(1, LogLevel.Information, "{User} says ping on shard {ShardId}")]
    private partial void LogPing(Id<Discord.Gateway.Models.User> user, ShardId shardId);
}
