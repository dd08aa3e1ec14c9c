using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Discord.Gateway.Hosting;

/// <summary>Tells from the shards' states whether the bot is healthy.</summary>
internal sealed class DiscordGatewayHealthCheck(ShardManager manager) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(ShardHealth.Of(manager.GetStatus(), context.Registration.FailureStatus, manager.RecommendedShards, manager.ReshardAdvice));
}
