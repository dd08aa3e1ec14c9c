using Discord.Gateway;
using Discord.Gateway.State;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ShardMonitor;

/// <summary>The dashboard: a row a shard, the totals, the keys.</summary>
internal static class Dashboard
{
    private static readonly TimeSpan KeyInterval = TimeSpan.FromMilliseconds(100);

    internal static Task ShowAsync(BotMonitor monitor, CancellationTokenSource stop) => AnsiConsole.Live(new Text("Starting…")).AutoClear(true).StartAsync(async live =>
    {
        using var timer = new PeriodicTimer(KeyInterval);
        for (int tick = 0; ; tick++)
        {
            bool isNew = tick % 10 == 0;
            if (isNew)
            {
                monitor.Look();
            }

            while (!Console.IsInputRedirected && Console.KeyAvailable)
            {
                Press(Console.ReadKey(intercept: true), monitor, stop);
                isNew = true;
            }

            if (isNew)
            {
                live.UpdateTarget(Draw(monitor));
            }

            await timer.WaitForNextTickAsync(stop.Token);
        }
    });

    private static void Press(ConsoleKeyInfo key, BotMonitor monitor, CancellationTokenSource stop)
    {
        switch (key.Key)
        {
            case ConsoleKey.UpArrow or ConsoleKey.K:
                monitor.Select(-1);
                break;
            case ConsoleKey.DownArrow or ConsoleKey.J:
                monitor.Select(1);
                break;
            case ConsoleKey.C:
                monitor.CutSelected();
                break;
            case ConsoleKey.R:
                monitor.Reshard();
                break;
            case ConsoleKey.Q:
                stop.Cancel();
                break;
        }
    }

    private static Rows Draw(BotMonitor monitor)
    {
        Table table = new Table().Border(TableBorder.Rounded).BorderColor(Spectre.Console.Color.Grey35)
            .AddColumns(
                new TableColumn("shard"),
                new TableColumn("stage"),
                new TableColumn("latency"),
                new TableColumn("ms").RightAligned(),
                new TableColumn("events/s"),
                new TableColumn("").RightAligned(),
                new TableColumn("events").RightAligned(),
                new TableColumn("guilds").RightAligned(),
                new TableColumn("reconnects").RightAligned(),
                new TableColumn("session").RightAligned());
        for (int row = 0; row < monitor.Shards.Count; row++)
        {
            table.AddRow(DrawRow(monitor.Shards[row], isSelected: row == monitor.Selected));
        }

        (long events, double eventsPerSecond, int reconnects, int connected, int guilds) = monitor.Totals;
        return new Rows(
            table,
            new Markup($" [bold]{connected}[/]/{monitor.Shards.Count} connected   [bold]{eventsPerSecond:F0}[/] events/s   [bold]{events:N0}[/] events   [bold]{guilds}[/] guilds   [bold]{reconnects}[/] reconnects"),
            new Markup($" [grey]the state knows[/] [bold]{monitor.State.Members:N0}[/] [grey]members in[/] [bold]{monitor.State.Bytes / 1024.0:N0}[/] [grey]KB;[/] {Describe(monitor.State)}"),
            new Markup($" [grey]↑↓ choose   [/][bold]C[/][grey] cut its wire   [/][bold]R[/][grey] reshard   [/][bold]Q[/][grey] quit[/]   [yellow]{Markup.Escape(monitor.Resharding)}[/]"));
    }

    private static string Describe(BotStateStatistics state) => state.SnapshotAge is { } age
        ? $"[bold]{state.SnapshotBytes / 1024.0:N0}[/] [grey]KB saved {age.TotalSeconds:F0} s ago[/]" : "[grey]not saved yet[/]";

    private static IRenderable[] DrawRow(ShardHistory shard, bool isSelected)
    {
        ShardStatus status = shard.Status;
        (string color, string stage) = status switch
        {
            { Error: not null } => ("red", "ended"),
            { IsWaitingToStart: true } => ("grey", "waiting"),
            { Stage: ConnectionStage.Connected } => ("green", "connected"),
            { Stage: ConnectionStage.Resuming } => ("yellow", "resuming"),
            { Stage: ConnectionStage.Disconnected } => ("red", "disconnected"),
            _ => ("blue", status.Stage.ToString().ToLowerInvariant()),
        };
        string age = status.SessionAge is { } sessionAge ? $"{sessionAge:hh\\:mm\\:ss}" : "";
        return
        [
            new Markup($"{(isSelected ? "[bold]▶[/]" : " ")} {status.ShardId.Index}"),
            new Markup($"[{color}]● {stage}[/]"),
            new Markup($"[{LatencyColor(shard.Latency.Last)}]{shard.Latency.ToSparkline()}[/]"),
            new Text(shard.Latency.Last > 0 ? $"{shard.Latency.Last:F0}" : ""),
            new Markup($"[aqua]{shard.EventsPerSecond.ToSparkline()}[/]"),
            new Text($"{shard.EventsPerSecond.Last:F0}"),
            new Text($"{status.Events:N0}"),
            new Text($"{status.Guilds}"),
            new Markup(status.Reconnects > 0 ? $"[yellow]{status.Reconnects}[/]" : "[grey]0[/]"),
            new Text(age),
        ];
    }

    private static string LatencyColor(double milliseconds) => milliseconds > 100 ? "red" : milliseconds > 50 ? "yellow" : "green";
}
