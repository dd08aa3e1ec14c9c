namespace ShardMonitor;

/// <summary>Some values, the latest last, and a line of them.</summary>
internal sealed class Series
{
    private const string Blocks = "▁▂▃▄▅▆▇█";
    private const int Length = 16;

    private readonly Queue<double> _values = new();

    internal double Last { get; private set; }

    internal void Add(double value)
    {
        Last = value;
        _values.Enqueue(value);
        if (_values.Count > Length)
        {
            _values.Dequeue();
        }
    }

    /// <summary>A block for each value, as high as it is of the largest.</summary>
    internal string ToSparkline()
    {
        double max = Math.Max(_values.Max(), double.Epsilon);
        return string.Concat(_values.Select(value => value <= 0 ? ' ' : Blocks[(int)Math.Min(Blocks.Length - 1, value / max * Blocks.Length)])).PadLeft(Length);
    }
}
