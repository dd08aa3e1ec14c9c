using System.Globalization;
using Discord.Gateway;
using Discord.Gateway.KillableBot;

// Runs all shards of a bot and notes each message that it has handled to the end, a line in a file: shard, sequence, text. Ends well on a line from standard input.
// With a number of shards and an order of events, handlers take some milliseconds, and "reshard <number>" is understood, too.
//   KillableBot <API address> <token> <directory for sessions> <file for messages> [<shards> PerChannel|PerGuild|PerShard]
// The other bot that is killed is a StateBot:
//   KillableBot state <API address> <token> <directory> <file for messages> <shards>
if (args is ["state", var api, var token, var directory, var log, var number])
{
    await StateBot.RunAsync(api, token, directory, log, int.Parse(number, CultureInfo.InvariantCulture));
    return;
}

int? shards = args.Length > 4 ? int.Parse(args[4], CultureInfo.InvariantCulture) : null;
EventOrder order = args.ElementAtOrDefault(5) switch
{
    "PerGuild" => EventOrder.PerGuild,
    "PerShard" => EventOrder.PerShard,
    _ => EventOrder.PerChannel,
};
string file = args[3];
var writing = new Lock();
using var stop = new CancellationTokenSource();
await using var messages = new StreamWriter(file, append: true) { AutoFlush = true };
await using var manager = new ShardManager(new ShardManagerOptions
{
    ShardOptions = new ShardOptions { Token = args[1], Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.MessageContent },
    ApiUri = new Uri(args[0]),
    SessionStore = new FileSessionStore(args[2]),
    SessionSaveInterval = TimeSpan.FromSeconds(shards is null ? 1 : 0.2),
    ReshardOverlap = TimeSpan.FromSeconds(shards is null ? 5 : 0.3),
    TotalShards = shards,
    EventOrder = order,
});

// On a thread of its own: the pool may have no more than one.
var reading = new Thread(() =>
{
    while (Console.ReadLine() is { } line && line.Split(' ') is ["reshard", var total])
    {
        _ = manager.ReshardAsync(int.Parse(total, CultureInfo.InvariantCulture));
    }

    stop.Cancel();
})
{
    IsBackground = true,
};
reading.Start();
Task running = manager.RunAsync(
    async (_, gatewayEvent, cancellationToken) =>
    {
        if (gatewayEvent is MessageCreateEvent { Message: var message })
        {
            if (shards is not null && message.Content.GetHashCode(StringComparison.Ordinal) % 4 == 0)
            {
                await Task.Delay(Random.Shared.Next(order == EventOrder.PerShard ? 3 : 30), cancellationToken);
            }

            lock (writing)
            {
                // Handed to the operating system: it survives the process.
                messages.WriteLine(shards is null
                    ? $"{gatewayEvent.ShardId.Index} {gatewayEvent.Sequence} {message.Content}"
                    : $"{gatewayEvent.ShardId.Index}/{gatewayEvent.ShardId.Total} {gatewayEvent.Sequence} {message.Content}");
            }
        }
    },
    stop.Token);
await manager.WaitForConnectedAsync();
Console.WriteLine("connected");
await running;
