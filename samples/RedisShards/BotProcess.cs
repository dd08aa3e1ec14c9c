using System.Diagnostics;

namespace TwoProcesses;

/// <summary>A process of the bot, as its starter sees it.</summary>
internal sealed class BotProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task _reading;

    private BotProcess(Process process, Action<string> onLine)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput, onLine), ReadAsync(process.StandardError, onLine));
    }

    internal int Id => _process.Id;

    /// <param name="environment">See <see cref="Bot.GetEnvironment"/>.</param>
    /// <param name="onLine">Told each line that it prints.</param>
    internal static BotProcess Start(IReadOnlyDictionary<string, string> environment, Action<string> onLine)
    {
        // This program itself, or, where it is a test's, beside that.
        string program = Path.Combine(AppContext.BaseDirectory, "RedisShards");
        ProcessStartInfo start = File.Exists(program + ".dll") ? new ProcessStartInfo("dotnet", [program + ".dll", "bot"]) : new ProcessStartInfo(Environment.ProcessPath!, ["bot"]);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return new BotProcess(Process.Start(start)!, onLine);
    }

    /// <summary>Ends it as a deploy does: it keeps its sessions.</summary>
    internal async Task StopAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        await _reading;
    }

    /// <summary>Ends it as the death of its machine does.</summary>
    internal async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> onLine)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            onLine(line);
        }
    }
}
