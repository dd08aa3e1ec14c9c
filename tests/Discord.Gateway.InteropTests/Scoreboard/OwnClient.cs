using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Discord.Gateway.InteropTests.Scoreboard;

/// <summary>Our shards, in a process of their own that reports and obeys as the scripts of the other clients do.</summary>
internal static class OwnClient
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static async Task<int> RunAsync()
    {
        var options = new ShardManagerOptions
        {
            // Nothing is left on the disk, and nothing of an earlier scenario is found there.
            SessionStore = new MemorySessionStore(),

            // The scores tell of events out of the shard's order.
            EventOrder = EventOrder.PerShard,
            ApiUri = new Uri(Get("INTEROP_API_URL") + "/"),
            TotalShards = int.Parse(Get("INTEROP_SHARDS"), CultureInfo.InvariantCulture),
            ShardOptions = new ShardOptions
            {
                Token = Get("INTEROP_TOKEN"),
                Intents = (GatewayIntents)long.Parse(Get("INTEROP_INTENTS"), CultureInfo.InvariantCulture),
                Compression = Get("INTEROP_COMPRESSION") == "none" ? GatewayCompression.None : GatewayCompression.ZlibStream,
            },
        };
        await using var manager = new ShardManager(options);
        manager.StageChanged += (_, change) =>
        {
            if (change.Old == ConnectionStage.Connected)
            {
                Report("closed", change.ShardId.Index, detail: change.Reason);
            }
        };
        using var stop = new CancellationTokenSource();
        _ = TakeCommandsAsync(manager, stop);
        try
        {
            await manager.RunAsync(
                (shard, gatewayEvent, _) =>
                {
                    Handle(shard, gatewayEvent);
                    return Task.CompletedTask;
                },
                stop.Token);
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
        catch (Exception error) when (error is GatewayException or HttpRequestException)
        {
            Report("error", detail: error.Message);
            Report("crashed");
            return 1;
        }

        return 0;
    }

    private static void Handle(Shard shard, GatewayEvent gatewayEvent)
    {
        int index = shard.ShardId.Index;
        switch (gatewayEvent)
        {
            case ReadyEvent:
                Report("ready", index, gatewayEvent.Sequence);
                break;
            case ResumedEvent:
                Report("resumed", index, gatewayEvent.Sequence);
                break;
            case GuildCreateEvent { Guild: { } guild }:
                Report("guild", index, gatewayEvent.Sequence, detail: guild.Name);
                break;
            case MessageCreateEvent { Message: { } message }:
                Report("message", index, gatewayEvent.Sequence, message.Content);
                if (message.Content.Split(' ') is ["block", string milliseconds])
                {
                    Thread.Sleep(int.Parse(milliseconds, CultureInfo.InvariantCulture));
                    Report("unblocked");
                }

                break;
        }
    }

    /// <summary>Until the standard input ends: then whoever started this client is gone.</summary>
    private static async Task TakeCommandsAsync(ShardManager manager, CancellationTokenSource stop)
    {
        // Not Console.In, whose asynchronous methods block.
        using var input = new StreamReader(Console.OpenStandardInput());
        while (await input.ReadLineAsync() is { } line)
        {
            string[] parts = line.Split(' ');
            int number = int.Parse(parts[1], CultureInfo.InvariantCulture);
            try
            {
                if (parts[0] == "presence")
                {
                    manager.SetPresence(CreatePresence(new string('x', number)));
                }
                else
                {
                    TimeSpan pause = TimeSpan.FromMilliseconds(double.Parse(parts[2], CultureInfo.InvariantCulture) / number);
                    DateTimeOffset start = DateTimeOffset.UtcNow;
                    for (int i = 1; i <= number; i++)
                    {
                        manager.SetPresence(CreatePresence($"presence {i}"));
                        TimeSpan rest = start + (pause * i) - DateTimeOffset.UtcNow;
                        await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero);
                    }
                }
            }
            catch (Exception error) when (error is ArgumentException or InvalidOperationException or GatewayException)
            {
                Report("error", detail: error.Message);
            }

            Report("done", detail: parts[0]);
        }

        await stop.CancelAsync();
    }

    private static BotPresence CreatePresence(string text) => new() { Activities = [BotActivity.Playing(text)] };

    private static void Report(string type, int shard = 0, long? sequence = null, string? content = null, string? detail = null)
    {
        var line = new JsonObject { ["type"] = type, ["shard"] = shard, ["s"] = sequence, ["content"] = content, ["detail"] = detail };
        Console.Out.WriteLine(line.ToJsonString(Json));
    }

    private static string Get(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"The variable {name} is missing.");
}
