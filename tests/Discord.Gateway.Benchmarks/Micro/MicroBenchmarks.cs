using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Discord.Gateway.Benchmarks.Micro;

/// <summary>The parts alone, by BenchmarkDotNet: which one to look at, once the whole has become slower.</summary>
internal static class MicroBenchmarks
{
    /// <param name="arguments">BenchmarkDotNet's own, such as <c>--filter *Decode*</c>; all, if there are none.</param>
    internal static int Run(string[] arguments)
    {
        // In this process, since the one that BenchmarkDotNet would build takes this repository's settings for its own.
        IConfig config = ManualConfig.Create(DefaultConfig.Instance)
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(50))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "Discord.Gateway.Benchmarks"));
        var reports = BenchmarkSwitcher.FromAssembly(typeof(MicroBenchmarks).Assembly).Run(arguments is [] ? ["--filter", "*"] : arguments, config);
        return reports.Any() && reports.All(report => !report.HasCriticalValidationErrors && report.Reports.All(each => each.Success)) ? 0 : 1;
    }
}
