using Discord.Gateway;

namespace ShardMonitor;

/// <summary>A line a second, where there is no terminal: for a log, or a pipe.</summary>
internal static class PlainLines
{
    internal static async Task ShowAsync(BotMonitor monitor, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            monitor.Look();
            (long events, double eventsPerSecond, int reconnects, int connected, int guilds) = monitor.Totals;
            string away = string.Join(", ", monitor.Shards.Where(shard => shard.Status.Stage != ConnectionStage.Connected)
                .Select(shard => $"{shard.Status.ShardId} {shard.Status.Stage}"));
            Console.WriteLine(
                $"{TimeProvider.System.GetLocalNow():HH:mm:ss} {connected}/{monitor.Shards.Count} shards connected, {guilds} guilds, {events} events, {eventsPerSecond:F0} events/s, {reconnects} reconnects, {monitor.State.Members} members in {monitor.State.Bytes / 1024} KB"
                + (away.Length > 0 ? $"; {away}" : ""));
        }
    }
}
