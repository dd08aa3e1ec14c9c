using System.Diagnostics;
using Discord.Gateway.KillableBot;
using Discord.Gateway.Testing;

namespace Discord.Gateway.StressTests.StateKills;

/// <summary>
/// A bot with a state, in a process that is killed at random moments while the world changes, and started again. After each start, and once all was replayed, the bot must know what is true,
/// have handled everything, and have identified for nothing but a resharding or a session that Discord dropped.
/// </summary>
internal sealed class KillRun : IAsyncDisposable
{
    private const int GuildCount = 16;
    private const int Steadfast = 4;
    private const int MostShards = Steadfast;
    private const int FirstShards = 2;
    private const int Starts = 1_000_000;

    /// <summary>In so many lives, one begins after Discord has dropped the session, one ends well, and one is resharded.</summary>
    private const int LoseEvery = 25;
    private const int StopEvery = 7;
    private const int ReshardEvery = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Random _random;
    private readonly GatewaySimulatorServer _server;
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("state-bot-");
    private readonly WorldGuild[] _guilds;
    private readonly MessageLedger _ledger;
    private int _life;
    private int _identifies;
    private int _kills;
    private int _killsInStart;
    private int _killsInSave;
    private int _stops;
    private int _reshards;
    private int _lostSessions;
    private int _checks;
    private bool _isIdentifying = true;

    private KillRun(GatewaySimulatorServer server, int seed)
    {
        _random = new Random(seed);
        _server = server;
        _guilds = [.. server.Simulator.Guilds.Select((guild, number) => new WorldGuild(guild, server.Simulator, _random, mayGo: number >= Steadfast))];
        _ledger = new MessageLedger(GuildCount, _directory.FullName, MostShards);
    }

    internal List<string> Problems => _ledger.Problems;

    internal static async Task<KillRun> CreateAsync(int seed)
    {
        SimulatedGuild[] guilds = [.. Enumerable.Range(0, GuildCount).Select(number => new SimulatedGuild(((ulong)(number + 1) << 22) + 1, $"Guild {number}", memberCount: 10))];
        var options = new GatewaySimulatorOptions
        {
            Guilds = guilds,
            MaxConcurrency = 16,
            RecommendedShards = 1,
            SessionStartsRemaining = Starts,
            SessionLifetime = TimeSpan.FromDays(1),
            TimeProvider = new FastTime(),
        };
        return new KillRun(await GatewaySimulatorServer.StartAsync(options, CancellationToken.None), seed);
    }

    /// <summary>Kills the bot so many times, and looks at it a last time.</summary>
    /// <param name="kills">How many times.</param>
    /// <param name="tell">Told of each hundred.</param>
    internal async Task RunAsync(int kills, Action<string> tell)
    {
        while (_kills < kills && Problems.Count == 0)
        {
            int before = _kills;
            await LiveAsync(isLast: false);
            if (_kills > before && _kills % 100 == 0)
            {
                tell(ToString());
            }
        }

        if (Problems.Count > 0)
        {
            Problems.AddRange(_directory.EnumerateFiles("shard-*").Select(file => file.Name));
            Problems.AddRange(File.Exists(FileOf("messages") + ".log") ? (await File.ReadAllLinesAsync(FileOf("messages") + ".log")).TakeLast(40) : []);
            return;
        }

        await LiveAsync(isLast: true);
        _ledger.NoteLost();

        // Of the identifies of a resharding that was killed, the next process cannot know.
        Problems.AddRange(_server.Simulator.Violations.Select(violation => violation.Description).Where(text => !text.StartsWith("identified twice within", StringComparison.Ordinal)));
    }

    public override string ToString() =>
        $"{_kills} kills ({_killsInStart} before it was connected, {_killsInSave} while a file was written), {_stops} stops, {_reshards} reshardings, {_lostSessions} lost sessions; "
        + $"{_checks} comparisons, {_ledger.Sent} messages, {_ledger.Repeated} repeated, {_identifies} identifies; {Problems.Count} problems";

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    /// <summary>Starts the bot, looks at it when it has caught up, and ends it.</summary>
    private async Task LiveAsync(bool isLast)
    {
        _life++;
        bool isLost = _life % LoseEvery == 0;
        if (isLost)
        {
            _lostSessions++;
            BeginIdentifying();
            await LoseSessionsAsync();
        }

        int starts = _server.Simulator.SessionStartsRemaining;
        int? total = await _ledger.GetTotalAsync();
        int mayIdentify = total is null || isLost ? total ?? FirstShards : 0;
        if (total is null && _life > 1)
        {
            Problems.Add($"process {_life}: the sessions of all shards are not there");
        }

        string[] sessions = await _ledger.GetSessionsAsync();
        string file = FileOf("messages");
        using var bot = new BotProcess(_server, _directory.FullName, file, total ?? FirstShards);
        if (mayIdentify == 0 && !isLast && _random.Next(5) == 0)
        {
            // Somewhere in the start, or in the replay.
            await ChangeAsync(TimeSpan.FromMilliseconds(_random.Next(1_200)));
            _killsInStart += bot.Connected.IsCompleted ? 0 : 1;
            await KillAsync(bot, file);
            CheckIdentifies(starts, mayIdentify);
            return;
        }

        // What happens before a new session begins is lost with the old one.
        await ChangeUntilAsync(bot.Connected, isQuiet: mayIdentify > 0);
        if (!await bot.Connected)
        {
            Problems.Add($"process {_life} ended before it had connected");
            return;
        }

        _isIdentifying = false;
        await CheckAsync(bot, file);
        if (mayIdentify > 0 && !await _ledger.WaitForOthersAsync(sessions, Patience))
        {
            Problems.Add($"process {_life} did not save its sessions");
        }

        bool reshards = !isLast && _life % ReshardEvery == 5;
        if (reshards)
        {
            int next = 1 + (((total ?? FirstShards) - 1 + _random.Next(1, MostShards)) % MostShards);
            mayIdentify += next;
            _reshards++;
            BeginIdentifying();
            await bot.ReshardAsync(next);
        }

        if (isLast || _life % StopEvery == 0)
        {
            await ChangeAsync(TimeSpan.FromMilliseconds(_random.Next(reshards ? 2_000 : 300)));
            if (isLast && !await _ledger.WaitForAllAsync(file, Patience))
            {
                // What it has not read when it is stopped is the next process's, and there is none.
                Problems.Add($"process {_life}, the last, did not handle all that was sent");
            }

            _stops++;
            if (!await bot.StopAsync())
            {
                Problems.Add($"process {_life} did not end well");
            }

            // While one set of shards takes over from another, a stop comes to the two at different places.
            await NoteAsync(file, mayRepeat: reshards);
        }
        else
        {
            // Long enough for the first snapshot now and then.
            await ChangeAsync(TimeSpan.FromMilliseconds(_random.Next(reshards ? 2_500 : _random.Next(2) == 0 ? 100 : 900)));
            await KillAsync(bot, file);
        }

        _isIdentifying = false;
        CheckIdentifies(starts, mayIdentify);
    }

    /// <summary>Discord drops the sessions, once it knows that the process before has ended.</summary>
    private async Task LoseSessionsAsync()
    {
        while (_server.Simulator.Connections.Any(connection => connection.IsOpen))
        {
            await Task.Delay(10);
        }

        _server.Simulator.ExpireSessions();
        _ledger.Forgive();
    }

    private void BeginIdentifying()
    {
        _isIdentifying = true;
        Array.ForEach(_guilds, guild => guild.Return());
    }

    private async Task KillAsync(BotProcess bot, string file)
    {
        await bot.KillAsync();
        _kills++;
        _killsInSave += _directory.EnumerateFiles("*.new").Any() ? 1 : 0;
        foreach (FileInfo left in _directory.EnumerateFiles("*.new"))
        {
            left.Delete();
        }

        await NoteAsync(file, mayRepeat: true);
    }

    /// <summary>Takes up what a process has handled, and has complained of.</summary>
    private async Task NoteAsync(string file, bool mayRepeat)
    {
        await _ledger.NoteAsync(file, mayRepeat);
        if (File.Exists($"{file}.log"))
        {
            // A resharding may be ended by a stop.
            Problems.AddRange((await File.ReadAllLinesAsync($"{file}.log")).Where(line =>
                (line.StartsWith("Warning", StringComparison.Ordinal) || line.StartsWith("Error", StringComparison.Ordinal)) && !line.Contains("shards failed; the old shards continue", StringComparison.Ordinal)));
        }

        if (Problems.Count == 0)
        {
            File.Delete(file);
            File.Delete($"{file}.log");
        }
    }

    private void CheckIdentifies(int startsBefore, int mayIdentify)
    {
        int identifies = startsBefore - _server.Simulator.SessionStartsRemaining;
        _identifies += identifies;
        if (identifies > mayIdentify)
        {
            Problems.Add($"process {_life} identified {identifies} times in place of {mayIdentify}");
        }
    }

    /// <summary>While the world stands still, and all that was sent is handled, the bot knows what is true.</summary>
    private async Task CheckAsync(BotProcess bot, string file)
    {
        foreach (int guild in Enumerable.Range(0, GuildCount).Where(guild => _guilds[guild].IsPresent))
        {
            Say(guild);
        }

        if (!await _ledger.WaitForAllAsync(file, Patience))
        {
            Problems.Add($"process {_life} did not handle all that was sent");
        }

        _checks++;
        string known = await bot.PrintAsync(Path.Combine(_directory.FullName, "state"));
        string truth = WorldText.Print(_guilds.Select(guild => guild.ToText()).OfType<WorldText>());
        if (known != truth)
        {
            string[] knownLines = known.Split('\n');
            string[] trueLines = truth.Split('\n');
            Problems.AddRange(knownLines.Except(trueLines).Take(5).Select(line => $"process {_life} believes: {line}"));
            Problems.AddRange(trueLines.Except(knownLines).Take(5).Select(line => $"process {_life} does not know: {line}"));
        }
    }

    private async Task ChangeUntilAsync(Task<bool> end, bool isQuiet)
    {
        while (!end.IsCompleted)
        {
            if (!isQuiet)
            {
                Change();
            }

            await Task.WhenAny(end, Task.Delay(10));
        }
    }

    private async Task ChangeAsync(TimeSpan time)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            Change();
            await Task.Delay(_random.Next(10));
        }
    }

    private void Change()
    {
        for (int i = 0; i < 10; i++)
        {
            _guilds[_random.Next(GuildCount)].Change(mayTakeAway: !_isIdentifying);
            Say(_random.Next(GuildCount));
        }
    }

    private void Say(int guild)
    {
        if (_guilds[guild].IsPresent)
        {
            SimulatedGuild where = _guilds[guild].Guild;
            _server.Simulator.DispatchMessageAsync(where, _ledger.Next(guild), author: _random.Next(where.MemberCount)).Wait();
        }
    }

    private string FileOf(string name) => Path.Combine(_directory.FullName, $"{name}-{_life}");
}
