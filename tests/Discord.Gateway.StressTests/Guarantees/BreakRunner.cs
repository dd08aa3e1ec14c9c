using System.Diagnostics;
using System.Globalization;

namespace Discord.Gateway.StressTests.Guarantees;

/// <summary>
/// Breaks each guarantee on purpose, in a scratch copy of the sources, and shows that a test fails for it. All breaks are built into one copy of the library, and one
/// at a time is wanted, by an environment variable: that takes one build instead of dozens.
/// </summary>
internal sealed class BreakRunner
{
    private const string Variable = "BROKEN_GUARANTEE";

    private static readonly string[] Folders = ["src", "tests"];
    private static readonly string[] Texts = ["README.md", "LICENSE", ".editorconfig", "Directory.Build.props"];
    private static readonly string[] ReflectionErrors = ["IL2026", "IL3050"];

    /// <summary>A test that never ends has noticed too.</summary>
    private static readonly TimeSpan MaxTestTime = TimeSpan.FromSeconds(25);

    private readonly string _copy = Directory.CreateTempSubdirectory("guarantees-").FullName;
    private readonly Dictionary<string, string> _texts = [];

    internal static async Task<int> RunAsync()
    {
        var runner = new BreakRunner();
        try
        {
            return await runner.RunAllAsync() ? 0 : 1;
        }
        finally
        {
            Directory.Delete(runner._copy, recursive: true);
        }
    }

    private async Task<bool> RunAllAsync()
    {
        Copy(FindRoot());
        if (!await NoticesReflectionAsync() || !ApplyAll() || !await BuildAsync())
        {
            return false;
        }

        string[] classes = [.. GuaranteeBreak.All.Select(each => each.Tests).Distinct()];
        (bool passes, string output) = await StartAsync(TestProgram, TestArguments(classes));
        if (!passes)
        {
            Console.WriteLine($"FAILED: with nothing broken the tests must pass.\n{output}");
            return false;
        }

        string?[] noticed = new string?[GuaranteeBreak.All.Length];

        // More than there are cores: a test that never ends takes its time and no core.
        var options = new ParallelOptions { MaxDegreeOfParallelism = 2 * Environment.ProcessorCount };
        await Parallel.ForAsync(0, noticed.Length, options, async (i, _) => noticed[i] = await NoticeAsync(i));
        for (int i = 0; i < noticed.Length; i++)
        {
            GuaranteeBreak each = GuaranteeBreak.All[i];
            Tell(each.Guarantee, each.What, noticed[i] ?? $"NOTICED BY NO TEST OF {each.Tests}");
        }

        int unnoticed = noticed.Count(each => each is null);
        Console.WriteLine($"{noticed.Length + 1} breaks of 17 guarantees, {(unnoticed == 0 ? "each noticed by a test." : $"{unnoticed} not noticed. FAILED")}");
        return unnoticed == 0;
    }

    /// <summary>Guarantee 14 is kept by the compiler: code that needs reflection does not build.</summary>
    private async Task<bool> NoticesReflectionAsync()
    {
        string file = Path.Combine(_copy, "src/Discord.Gateway/Reflection.cs");
        await File.WriteAllTextAsync(file, "namespace Discord.Gateway;\n\ninternal static class Reflection\n{\n    internal static string Print(object value) => System.Text.Json.JsonSerializer.Serialize(value);\n}\n");
        (bool builds, string output) = await StartAsync("dotnet", ["build", "-c", "Release", "src/Discord.Gateway"]);
        File.Delete(file);
        string[] errors = [.. ReflectionErrors.Where(output.Contains)];
        bool isNoticed = !builds && errors.Length > 0;
        Tell(14, "JSON is written by reflection", isNoticed ? $"the build fails with {string.Join(", ", errors)}" : $"NOT NOTICED BY THE BUILD\n{output}");
        return isNoticed;
    }

    private bool ApplyAll()
    {
        for (int i = 0; i < GuaranteeBreak.All.Length; i++)
        {
            GuaranteeBreak each = GuaranteeBreak.All[i];
            string path = Path.Combine(_copy, "src/Discord.Gateway", each.File);
            string text = _texts.GetValueOrDefault(path) ?? File.ReadAllText(path);
            int at = text.IndexOf(each.Old, StringComparison.Ordinal);
            if (at < 0 || text.IndexOf(each.Old, at + 1, StringComparison.Ordinal) >= 0)
            {
                Console.WriteLine($"FAILED: \"{each.What}\": {each.File} must have this once: {each.Old}");
                return false;
            }

            string condition = $"(global::Discord.Gateway.Broken.Number == {i.ToString(CultureInfo.InvariantCulture)})";
            _texts[path] = text.Remove(at, each.Old.Length).Insert(at, each.New.Replace("BROKEN", condition, StringComparison.Ordinal));
        }

        foreach ((string path, string text) in _texts)
        {
            File.WriteAllText(path, text);
        }

        File.WriteAllText(
            Path.Combine(_copy, "src/Discord.Gateway/Broken.cs"),
            $"namespace Discord.Gateway;\n\ninternal static class Broken\n{{\n    internal static readonly int Number = int.Parse(Environment.GetEnvironmentVariable(\"{Variable}\") ?? \"-1\");\n}}\n");
        return true;
    }

    private async Task<bool> BuildAsync()
    {
        (bool builds, string output) = await StartAsync(
            "dotnet", ["build", "-c", "Release", "tests/Discord.Gateway.Tests", "-p:TreatWarningsAsErrors=false", "-p:RunAnalyzers=false", "-p:EnforceCodeStyleInBuild=false"]);
        if (!builds)
        {
            Console.WriteLine($"FAILED: the copy does not build.\n{output}");
        }

        return builds;
    }

    private string TestProgram => Path.Combine(_copy, "tests/Discord.Gateway.Tests/bin/Release/net10.0/Discord.Gateway.Tests");

    private static IEnumerable<string> TestArguments(IEnumerable<string> classes) =>
        ["-noLogo", "-noColor", .. classes.SelectMany(each => new[] { "-class", $"*.{each}" })];

    /// <summary>The first test that fails when one guarantee is broken; null if none does.</summary>
    private async Task<string?> NoticeAsync(int number)
    {
        using Process tests = Start(TestProgram, TestArguments([GuaranteeBreak.All[number].Tests]), number);
        using var patience = new CancellationTokenSource(MaxTestTime);
        try
        {
            while (await tests.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            {
                if (line.Contains("[FAIL]", StringComparison.Ordinal))
                {
                    return line.Replace("[FAIL]", "", StringComparison.Ordinal).Trim().Split("Discord.Gateway.Tests.").Last() + " fails";
                }
            }

            return null;
        }
        catch (OperationCanceledException)
        {
            return $"a test of {GuaranteeBreak.All[number].Tests} never ends";
        }
        finally
        {
            tests.Kill(entireProcessTree: true);
            await tests.WaitForExitAsync(CancellationToken.None);
        }
    }

    private async Task<(bool Succeeds, string Output)> StartAsync(string program, IEnumerable<string> arguments)
    {
        using Process process = Start(program, arguments);
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode == 0, output);
    }

    private Process Start(string program, IEnumerable<string> arguments, int? broken = null)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _copy, RedirectStandardOutput = true };
        if (broken is { } number)
        {
            start.Environment[Variable] = number.ToString(CultureInfo.InvariantCulture);
        }

        return Process.Start(start)!;
    }

    private static void Tell(int guarantee, string what, string found) => Console.WriteLine($"  {guarantee,2}  {what}: {found}");

    private void Copy(string root)
    {
        foreach (string file in Texts)
        {
            File.Copy(Path.Combine(root, file), Path.Combine(_copy, file));
        }

        foreach (string path in Folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories)))
        {
            string relative = Path.GetRelativePath(root, path);
            if (!relative.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            {
                string target = Path.Combine(_copy, relative);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(path, target);
            }
        }
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Discord.Gateway.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("This runs from a build in the repository.");
    }
}
