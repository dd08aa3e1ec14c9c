using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace Discord.Gateway.Benchmarks.Scale;

/// <summary>What <see cref="ScaleBenchmark"/> measured, as SVG: CPU time over events, memory over shards.</summary>
internal static class ScalePlot
{
    internal static void Write(IReadOnlyList<ScaleBenchmark.Point> points, string folder)
    {
        Save(Path.Combine(folder, "scale-cpu.svg"), MakePlot(
            "CPU time of the shards' process, by events per second",
            "events per second",
            "cores busy",
            points.GroupBy(point => point.Shards),
            shards => shards == 1 ? "1 shard" : $"{shards:N0} shards",
            point => new DataPoint(point.EventsPerSecond, point.Cores)));
        int[] rates = [1_000, 50_000, ScaleServer.Unpaced];
        Save(Path.Combine(folder, "scale-memory.svg"), MakePlot(
            "Most memory of the shards' process, by shards",
            "shards",
            "resident MB",
            points.Where(point => rates.Contains(point.Rate)).GroupBy(point => point.Rate),
            rate => rate == ScaleServer.Unpaced ? "as fast as it goes" : $"{rate:N0} events/s",
            point => new DataPoint(point.Shards, point.ResidentMegabytes)));
    }

    private static PlotModel MakePlot(
        string title, string across, string up, IEnumerable<IGrouping<int, ScaleBenchmark.Point>> lines, Func<int, string> name, Func<ScaleBenchmark.Point, DataPoint> place)
    {
        var plot = new PlotModel { Title = title, TitleFontSize = 14, Background = OxyColors.White, Culture = CultureInfo.InvariantCulture };
        plot.Legends.Add(new Legend { LegendPosition = LegendPosition.TopLeft });
        plot.Axes.Add(MakeAxis(AxisPosition.Bottom, across));
        plot.Axes.Add(MakeAxis(AxisPosition.Left, up));
        foreach (IGrouping<int, ScaleBenchmark.Point> line in lines)
        {
            var series = new LineSeries { Title = name(line.Key), MarkerType = MarkerType.Circle };
            series.Points.AddRange(line.Select(place));
            plot.Series.Add(series);
        }

        return plot;
    }

    private static LogarithmicAxis MakeAxis(AxisPosition position, string title) => new()
    {
        Position = position,
        Title = title,
        MajorGridlineStyle = LineStyle.Solid,
        MajorGridlineColor = OxyColors.LightGray,
        StringFormat = "#,0.##",
    };

    private static void Save(string path, PlotModel plot)
    {
        using FileStream file = File.Create(path);
        new SvgExporter { Width = 720, Height = 440 }.Export(plot, file);
    }
}
