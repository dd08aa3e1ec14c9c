using System.Diagnostics;
using System.Globalization;
using Discord.Gateway.Testing;

namespace Discord.Gateway.IntegrationTests;

/// <summary>Handlers side by side, in processes that are killed, stopped and resharded at any moment.</summary>
public sealed class HandlerProcessTests
{
    private const int Channels = 96;
    private const int MostShards = 5;

    private static readonly string[] Orders = ["PerChannel", "PerGuild", "PerShard"];

    private static readonly SimulatedGuild[] Guilds = [.. Enumerable.Range(0, 32).Select(number => new SimulatedGuild(((ulong)number << 22) + 1, $"Guild {number}"))];

    private readonly Random _random = new(1);
    private readonly int[] _sent = new int[Channels];
    private readonly List<(string Shard, long Sequence)>[] _handled = [.. Enumerable.Range(0, Channels).Select(_ => new List<(string, long)>())];
    private readonly List<string> _problems = [];
    private int _lives;
    private int _repeated;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Of the messages of a channel none is lost, none overtakes another, and only after a kill those are told again that were handled after the last save.</summary>
    [Fact]
    public async Task Channels_keep_their_order_and_lose_nothing_over_kill_dash_nine_stops_and_reshardings()
    {
        await using GatewaySimulatorServer server = await GatewaySimulatorServer.StartAsync(
            new GatewaySimulatorOptions { Guilds = Guilds, RecommendedShards = 2, MaxConcurrency = 16 }, Cancellation);
        DirectoryInfo directory = Directory.CreateTempSubdirectory("handlers-bot-");
        int kills = 0;
        try
        {
            string[] saved = [];
            bool wasKilled = false;
            for (int life = 0; life < 24; life++)
            {
                string file = Path.Combine(directory.FullName, $"messages-{life}");
                using Process bot = await StartBotAsync(server, directory.FullName, file);
                if (_random.Next(2) == 0)
                {
                    await bot.StandardInput.WriteLineAsync($"reshard {1 + _random.Next(MostShards)}");
                }

                await SendAsync(server.Simulator, rounds: 10 + _random.Next(90));
                bool isKilled = _random.Next(3) > 0;
                if (isKilled)
                {
                    bot.Kill();
                    kills++;
                }
                else
                {
                    await bot.StandardInput.WriteLineAsync("stop");
                }

                await bot.WaitForExitAsync(Cancellation);
                Note(file, wasKilled, saved);
                saved = isKilled ? await GetSavedAsync(directory.FullName) : [];
                wasKilled = isKilled;
                await SendAsync(server.Simulator, rounds: 5);
            }

            string last = Path.Combine(directory.FullName, "messages-last");
            using (Process bot = await StartBotAsync(server, directory.FullName, last))
            {
                var patience = Stopwatch.StartNew();
                while (CountNew(last) < _sent.Sum() - _handled.Sum(handled => handled.Count) && patience.Elapsed < TimeSpan.FromSeconds(60))
                {
                    await Task.Delay(50, Cancellation);
                }

                await bot.StandardInput.WriteLineAsync("stop");
                await bot.WaitForExitAsync(Cancellation);
            }

            Note(last, wasKilled, saved);
            _problems.AddRange(Enumerable.Range(0, Channels).Where(channel => _handled[channel].Count < _sent[channel])
                .Select(channel => $"channel {channel}: {_handled[channel].Count + 1} was lost"));
            TestContext.Current.TestOutputHelper!.WriteLine($"{_sent.Sum()} messages, {_lives} processes, {kills} of them killed, {_repeated} repeated");
            Assert.Empty(_problems.Take(20));

            // Of the identifies of a resharding that was killed, the next process cannot know.
            Assert.DoesNotContain(server.Simulator.Violations, violation => !violation.Description.StartsWith("identified twice within", StringComparison.Ordinal));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private async Task SendAsync(GatewaySimulator gateway, int rounds)
    {
        for (; rounds > 0; rounds--)
        {
            for (int i = 0; i < 60; i++)
            {
                int channel = _random.Next(Channels);
                ulong guild = Guilds[channel / 3].Id.Value;
                await gateway.DispatchAsync(
                    "MESSAGE_CREATE",
                    $$$"""{"id":"1","channel_id":"{{{guild + (ulong)(channel % 3)}}}","guild_id":"{{{guild}}}","author":{"id":"7","username":"u"},"content":"{{{channel}}}:{{{++_sent[channel]}}}"}""");
            }

            await Task.Delay(10, Cancellation);
        }
    }

    /// <summary>Takes up what a process has handled. What the one before had handled, it may be told again only if that was killed, and had not saved it.</summary>
    private void Note(string file, bool mayRepeat, string[] saved)
    {
        _lives++;
        var next = new Dictionary<int, int>();
        int[] before = [.. _handled.Select(handled => handled.Count)];
        foreach ((string shard, long sequence, int channel, int number) in Read(file))
        {
            int expected = next.TryGetValue(channel, out int following) ? following : Math.Min(number, before[channel] + 1);
            if (number != expected)
            {
                _problems.Add($"process {_lives}, channel {channel}: {number} in place of {expected}");
            }

            if (number <= before[channel])
            {
                _repeated++;
                (string Shard, long Sequence) first = _handled[channel][number - 1];
                if (!mayRepeat || IsSaved(first, saved))
                {
                    _problems.Add($"process {_lives}, channel {channel}: {number} was told again, though it was saved");
                }

                _handled[channel][number - 1] = (shard, sequence);
            }
            else
            {
                _handled[channel].Add((shard, sequence));
            }

            next[channel] = number + 1;
        }
    }

    private static bool IsSaved((string Shard, long Sequence) handled, string[] saved) => Array.Exists(saved, mark =>
        mark.Split(' ') is [var shard, var sequence] && shard == handled.Shard && handled.Sequence <= long.Parse(sequence, CultureInfo.InvariantCulture));

    /// <summary>How far each shard's session was saved.</summary>
    private static async Task<string[]> GetSavedAsync(string directory)
    {
        int total = await GetTotalAsync(directory) ?? 0;
        var store = new FileSessionStore(directory);
        ShardSession?[] sessions = await Task.WhenAll(Enumerable.Range(0, total).Select(index => store.LoadAsync(new ShardId(index, total), Cancellation).AsTask()));
        return [.. sessions.OfType<ShardSession>().Select(session => $"{session.ShardId.Index}/{total} {session.Sequence}")];
    }

    private static async Task<int?> GetTotalAsync(string directory)
    {
        var store = new FileSessionStore(directory);
        for (int total = 1; total <= MostShards; total++)
        {
            for (int index = 0; index < total; index++)
            {
                if (await store.LoadAsync(new ShardId(index, total), Cancellation) is not null)
                {
                    return total;
                }
            }
        }

        return null;
    }

    private async Task<Process> StartBotAsync(GatewaySimulatorServer server, string sessions, string file)
    {
        string total = $"{await GetTotalAsync(sessions) ?? 2}";
        return await KillableBot.StartAsync(server, sessions, file, [total, Orders[_random.Next(Orders.Length)]]);
    }

    private int CountNew(string file) => Read(file).Where(line => line.Number > _handled[line.Channel].Count).Select(line => (line.Channel, line.Number)).Distinct().Count();

    private static List<(string Shard, long Sequence, int Channel, int Number)> Read(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        string text = reader.ReadToEnd();

        // What follows the last end of a line was being written.
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', ':'))
            .Select(parts => (parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture), Number(parts[2]), Number(parts[3])))];

        static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
    }
}
