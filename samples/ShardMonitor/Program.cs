using Discord.Gateway;
using Discord.Gateway.State;
using ShardMonitor;
using Spectre.Console;

// Sixteen shards of a busy bot, live: against a gateway in this process, where wires break now and then.
//   dotnet run --project samples/ShardMonitor -- --seconds 60

const int Shards = 16;
TimeSpan? runFor = null;
if (args is ["--seconds", var text] && double.TryParse(text, out double seconds) && seconds > 0)
{
    runFor = TimeSpan.FromSeconds(seconds);
}
else if (args.Length > 0)
{
    Console.Error.WriteLine("Usage: ShardMonitor [--seconds N]");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
if (runFor is { } time)
{
    stop.CancelAfter(time);
}

await using BusyWorld world = await BusyWorld.StartAsync(Shards);
DirectoryInfo saved = Directory.CreateTempSubdirectory("ShardMonitor");
var state = new BotState(new BotStateOptions { SnapshotInterval = TimeSpan.FromSeconds(10) });
await using var manager = new ShardManager(world.CreateManagerOptions() with { SessionStore = new FileSessionStore(saved.FullName), State = state });
var monitor = new BotMonitor(manager, state, world, Shards);
Task running = manager.RunAsync(monitor.HandleAsync, stop.Token);
try
{
    await (Console.IsOutputRedirected ? PlainLines.ShowAsync(monitor, stop.Token) : Dashboard.ShowAsync(monitor, stop));
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    // Ctrl-C, Q, or the time is up.
}

await running;
saved.Delete(recursive: true);
AnsiConsole.MarkupLineInterpolated($"[green]Stopped.[/] {monitor.Totals.Events:N0} events, {monitor.Totals.Reconnects} reconnects, {world.Violations} violations of Discord's rules.");
return 0;
