using System.Globalization;
using Discord.Gateway.State;

namespace Discord.Gateway.KillableBot;

/// <summary>
/// A bot that keeps its state and its sessions in one directory, and notes each message that it has handled to the end. Understands "reshard NUMBER" and "print FILE", which writes there what
/// it knows of its guilds, and says so; ends well on any other line from standard input.
/// </summary>
internal static class StateBot
{
    /// <param name="api">The API's address.</param>
    /// <param name="token">The bot's token.</param>
    /// <param name="directory">Where sessions and snapshots are.</param>
    /// <param name="file">Where messages are noted; its log is beside it.</param>
    /// <param name="shards">How many shards there are.</param>
    internal static async Task RunAsync(string api, string token, string directory, string file, int shards)
    {
        var writing = new Lock();
        using var stop = new CancellationTokenSource();
        using var logger = new FileLogger($"{file}.log");
        await using var messages = new StreamWriter(file, append: true) { AutoFlush = true };
        var state = new BotState(new BotStateOptions
        {
            Parts = StateParts.All,
            KeepActivities = true,
            MessagesPerChannel = 3,
            Store = new SlowStateStore(directory),
            SnapshotInterval = TimeSpan.FromSeconds(1),
        });
        await using var manager = new ShardManager(new ShardManagerOptions
        {
            ShardOptions = new ShardOptions { Token = token, Intents = GatewayIntents.All, TimeProvider = new FastTime(), Logger = logger },
            ApiUri = new Uri(api),
            SessionStore = new FileSessionStore(directory),
            SessionSaveInterval = TimeSpan.FromSeconds(0.2),
            ReshardOverlap = TimeSpan.FromSeconds(0.6),
            TotalShards = shards,
            State = state,

            // Seconds of this time are moments that a busy machine takes for any handler, and who reads the log takes a warning for a problem.
            SlowHandlerLimit = TimeSpan.FromHours(1),
        });
        var reading = new Thread(() =>
        {
            while (Console.ReadLine()?.Split(' ', 2) is ["reshard" or "print", var argument] line)
            {
                if (line[0] == "reshard")
                {
                    _ = manager.ReshardAsync(int.Parse(argument, CultureInfo.InvariantCulture));
                }
                else
                {
                    File.WriteAllText(argument, WorldText.Print(state));
                    Console.WriteLine("printed");
                }
            }

            stop.Cancel();
        })
        {
            IsBackground = true,
        };
        reading.Start();
        Task running = manager.RunAsync(
            (_, gatewayEvent, _) =>
            {
                if (gatewayEvent is MessageCreateEvent { Message.Content: var content })
                {
                    lock (writing)
                    {
                        // Handed to the operating system: it survives the process.
                        messages.WriteLine($"{gatewayEvent.ShardId.Index}/{gatewayEvent.ShardId.Total} {gatewayEvent.Sequence} {content}");
                    }
                }

                return Task.CompletedTask;
            },
            stop.Token);
        await manager.WaitForConnectedAsync();
        Console.WriteLine("connected");
        await running;
    }
}
