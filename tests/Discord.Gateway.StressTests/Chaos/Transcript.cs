using System.Diagnostics;
using System.Globalization;

namespace Discord.Gateway.StressTests.Chaos;

/// <summary>What happens, with the seconds since the start: on the console, and with all that the silos log in a file of each.</summary>
internal sealed class Transcript : IDisposable
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, StreamWriter> _files = [];

    /// <summary>Where the silos' logs are; deleted after a run without problems.</summary>
    internal DirectoryInfo Directory { get; } = System.IO.Directory.CreateTempSubdirectory("chaos-logs-");

    internal TimeSpan Now => Stopwatch.GetElapsedTime(_started);

    internal static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    internal void Say(string line)
    {
        lock (_lock)
        {
            Console.WriteLine($"{Seconds(Now),6}  {line}");
            WriteTo("transcript", line);
        }
    }

    /// <summary>Writes a line into a file of the run.</summary>
    internal void Log(string file, string line)
    {
        lock (_lock)
        {
            WriteTo(file, line);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (StreamWriter file in _files.Values)
            {
                file.Dispose();
            }

            _files.Clear();
        }
    }

    private void WriteTo(string name, string line)
    {
        if (!_files.TryGetValue(name, out StreamWriter? file))
        {
            _files[name] = file = new StreamWriter(Path.Combine(Directory.FullName, name), append: true) { AutoFlush = true };
        }

        file.WriteLine($"{Seconds(Now),6}  {line}");
    }
}
