using Discord.Gateway;

// Runs all shards of a bot and notes each message that it has handled to the end, a line in a file: shard, sequence, text. Ends well on a line from standard input.
//   KillableBot <API address> <token> <directory for sessions> <file for messages>
string file = args[3];
var writing = new Lock();
using var stop = new CancellationTokenSource();
await using var messages = new StreamWriter(file, append: true) { AutoFlush = true };
await using var manager = new ShardManager(new ShardManagerOptions
{
    Shard = new ShardOptions { Token = args[1], Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.MessageContent },
    ApiUri = new Uri(args[0]),
    SessionStore = new FileSessionStore(args[2]),
    SessionSaveInterval = TimeSpan.FromSeconds(1),
});

// On a thread of its own: the pool may have no more than one.
var reading = new Thread(() =>
{
    Console.ReadLine();
    stop.Cancel();
})
{
    IsBackground = true,
};
reading.Start();
Task running = manager.RunAsync(
    (_, gatewayEvent, _) =>
    {
        if (gatewayEvent is MessageCreateEvent { Message: var message })
        {
            lock (writing)
            {
                // Handed to the operating system: it survives the process.
                messages.WriteLine($"{gatewayEvent.ShardId.Index} {gatewayEvent.Sequence} {message.Content}");
            }
        }

        return Task.CompletedTask;
    },
    stop.Token);
await manager.WaitForConnectedAsync();
Console.WriteLine("connected");
await running;
