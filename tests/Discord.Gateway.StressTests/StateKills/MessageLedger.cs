using System.Globalization;

namespace Discord.Gateway.StressTests.StateKills;

/// <summary>
/// The numbered messages of channels, as they were sent and as one process after the other noted that it had handled them: each, in order, and again only what a killed process had not saved.
/// </summary>
/// <param name="channels">How many channels there are.</param>
/// <param name="directory">Where the bot keeps its sessions.</param>
/// <param name="mostShards">The most shards that the bot may have.</param>
internal sealed class MessageLedger(int channels, string directory, int mostShards)
{
    private readonly int[] _sent = new int[channels];
    private readonly List<(string Shard, long Sequence)>[] _handled = [.. Enumerable.Range(0, channels).Select(_ => new List<(string, long)>())];
    private string[] _saved = [];
    private bool _mayRepeat;

    /// <summary>What was wrong.</summary>
    internal List<string> Problems { get; } = [];

    /// <summary>How many processes there were.</summary>
    internal int Lives { get; private set; }

    /// <summary>How many messages were handled again.</summary>
    internal int Repeated { get; private set; }

    /// <summary>How many messages were sent.</summary>
    internal int Sent => _sent.Sum();

    /// <summary>The content of a channel's next message.</summary>
    internal string Next(int channel) => $"{channel}:{++_sent[channel]}";

    /// <summary>Takes up what a process has handled that has ended.</summary>
    /// <param name="file">What it noted.</param>
    /// <param name="mayRepeat">Whether the next may handle again what this one had not saved.</param>
    internal async Task NoteAsync(string file, bool mayRepeat)
    {
        Lives++;
        var next = new Dictionary<int, int>();
        int[] before = [.. _handled.Select(handled => handled.Count)];
        foreach ((string shard, long sequence, int channel, int number) in Read(file))
        {
            int expected = next.TryGetValue(channel, out int following) ? following : Math.Min(number, before[channel] + 1);
            if (number != expected)
            {
                Problems.Add($"process {Lives}, channel {channel}: {number} in place of {expected}");
            }

            if (number <= before[channel])
            {
                Repeated++;
                if (!_mayRepeat || IsSaved(_handled[channel][number - 1]))
                {
                    Problems.Add($"process {Lives}, channel {channel}: {number} was told again, though it was saved");
                }

                _handled[channel][number - 1] = (shard, sequence);
            }
            else
            {
                _handled[channel].Add((shard, sequence));
            }

            next[channel] = number + 1;
        }

        _mayRepeat = mayRepeat;
        _saved = mayRepeat ? await GetSavedAsync() : [];
    }

    /// <summary>Waits until a process has handled all that was sent; false if it did not in time.</summary>
    internal async Task<bool> WaitForAllAsync(string file, TimeSpan patience)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (CountNew(file) < _sent.Sum() - _handled.Sum(handled => handled.Count))
        {
            if (TimeProvider.System.GetElapsedTime(start) > patience)
            {
                return false;
            }

            await Task.Delay(10);
        }

        return true;
    }

    /// <summary>The session is lost, and what was sent before the next one with it.</summary>
    internal void Forgive()
    {
        for (int channel = 0; channel < channels; channel++)
        {
            _handled[channel].AddRange(Enumerable.Repeat(("", 0L), Math.Max(0, _sent[channel] - _handled[channel].Count)));
        }
    }

    /// <summary>Notes what was not handled by any process.</summary>
    internal void NoteLost() => Problems.AddRange(Enumerable.Range(0, channels).Where(channel => _handled[channel].Count < _sent[channel])
        .Select(channel => $"channel {channel}: {_handled[channel].Count + 1} was lost"));

    /// <summary>The number of shards of which all sessions are there; null if there is none.</summary>
    internal async Task<int?> GetTotalAsync()
    {
        for (int total = 1; total <= mostShards; total++)
        {
            if ((await LoadAsync(total)).Length == total)
            {
                return total;
            }
        }

        return null;
    }

    /// <summary>Waits until other sessions than these are saved; false if they are not in time.</summary>
    internal async Task<bool> WaitForOthersAsync(string[] sessions, TimeSpan patience)
    {
        long start = TimeProvider.System.GetTimestamp();
        while ((await GetSessionsAsync()) is var saved && (saved.Length == 0 || saved.Intersect(sessions).Any()))
        {
            if (TimeProvider.System.GetElapsedTime(start) > patience)
            {
                return false;
            }

            await Task.Delay(10);
        }

        return true;
    }

    /// <summary>The ids of the sessions that are saved, if those of all shards are.</summary>
    internal async Task<string[]> GetSessionsAsync() => await GetTotalAsync() is { } total ? [.. (await LoadAsync(total)).Select(session => session.Id)] : [];

    private async Task<ShardSession[]> LoadAsync(int total)
    {
        var store = new FileSessionStore(directory);
        ShardSession?[] sessions = await Task.WhenAll(Enumerable.Range(0, total).Select(index => store.LoadAsync(new ShardId(index, total), CancellationToken.None).AsTask()));
        return [.. sessions.OfType<ShardSession>()];
    }

    /// <summary>How far each shard's session was saved.</summary>
    private async Task<string[]> GetSavedAsync() => await GetTotalAsync() is { } total
        ? [.. (await LoadAsync(total)).Select(session => $"{session.ShardId.Index}/{total} {session.Sequence}")]
        : [];

    private bool IsSaved((string Shard, long Sequence) handled) => Array.Exists(_saved, mark =>
        mark.Split(' ') is [var shard, var sequence] && shard == handled.Shard && handled.Sequence <= long.Parse(sequence, CultureInfo.InvariantCulture));

    private int CountNew(string file) => Read(file).Where(line => line.Number > _handled[line.Channel].Count).Select(line => (line.Channel, line.Number)).Distinct().Count();

    private static List<(string Shard, long Sequence, int Channel, int Number)> Read(string file)
    {
        if (!File.Exists(file))
        {
            return [];
        }

        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        string text = reader.ReadToEnd();

        // What follows the last end of a line was being written.
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', ':'))
            .Select(parts => (parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture), Number(parts[2]), Number(parts[3])))];

        static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
    }
}
