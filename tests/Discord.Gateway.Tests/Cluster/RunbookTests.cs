using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Discord.Gateway.Diagnostics;
using Discord.Gateway.Orleans;
using Discord.Gateway.Tests.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Tests.Cluster;

/// <summary>The pages and the dashboard for those who run a cluster tell of what there is.</summary>
public sealed partial class RunbookTests
{
    private static readonly string Folder = Path.Combine(ReadmeTests.RepositoryRoot, "src", "Discord.Gateway.Orleans");

    [Fact]
    public void The_runbook_lists_every_log_line_with_its_level()
    {
        string[] rows = File.ReadAllLines(Path.Combine(Folder, "README.md"));
        foreach (LoggerMessageAttribute line in typeof(ClusterLog).GetMethods(BindingFlags.Static | BindingFlags.NonPublic).Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>())
        {
            string row = Assert.Single(rows, row => Regex.IsMatch(row, $@"^\| [\d, ]*\b{line.EventId}\b[\d, ]* \|"));

            // Those whose level depends say so themselves.
            Assert.True(line.Level is (LogLevel)(-1) or LogLevel.None || row.Contains($"| {line.Level} |", StringComparison.Ordinal), row);
        }
    }

    [Fact]
    public void The_readme_lists_every_instrument_of_a_silo()
    {
        string readme = File.ReadAllText(Path.Combine(ReadmeTests.RepositoryRoot, "src/Discord.Gateway/Diagnostics/README.md"));

        Assert.All(ListInstruments(), instrument => Assert.Matches($@"\| `{Regex.Escape(instrument.Name)}`( \*)? \| {instrument.Unit} \|", readme));
    }

    [Fact]
    public void The_dashboard_asks_for_instruments_that_there_are_by_the_names_that_Prometheus_gives_them()
    {
        HashSet<string> known = [.. ListInstruments().SelectMany(GetPrometheusNames)];
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "grafana.json")));
        string[] asked =
        [
            .. dashboard.RootElement.GetProperty("panels").EnumerateArray().SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
                .SelectMany(target => MetricName().Matches(target.GetProperty("expr").GetString()!).Select(match => match.Value)),
        ];

        Assert.NotEmpty(asked);
        Assert.All(asked, name => Assert.Contains(name, known));
    }

    [Fact]
    public void The_manifest_gives_a_pod_longer_than_the_host_takes_to_stop()
    {
        string page = File.ReadAllText(Path.Combine(Folder, "README.md"));
        TimeSpan host = new DiscordClusterOptions().DrainTimeout + DiscordClusterOptions.TimeAfterDrain;

        int grace = int.Parse(Regex.Match(page, @"terminationGracePeriodSeconds: (\d+)").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

        Assert.InRange(grace, host.TotalSeconds + 5, host.TotalSeconds + 60);
    }

    private static List<Instrument> ListInstruments()
    {
        using var meters = new Meters();
        _ = GatewayMetrics.For(meters);
        _ = new ClusterMetrics(meters);
        return [.. meters.Instruments];
    }

    /// <summary>As OpenTelemetry's exporter does: dots are underscores, units are added, and counters are totals.</summary>
    private static IEnumerable<string> GetPrometheusNames(Instrument instrument)
    {
        string unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", "1" => "_ratio", _ => "" };
        string name = instrument.Name.Replace('.', '_') + unit;
        return instrument is Counter<long> ? [$"{name}_total"] : instrument is Histogram<double> ? [$"{name}_bucket"] : [name];
    }

    /// <summary>Names of metrics; labels stand in braces or behind "by".</summary>
    [GeneratedRegex(@"\bdiscord_gateway_\w+(?=[\[\){ ]|$)(?<!discord_gateway_(stage|event|reason|outcome))")]
    private static partial Regex MetricName();
}
