using System.Text;
using BenchmarkDotNet.Attributes;
using Discord.Gateway.Protocol;

namespace Discord.Gateway.Benchmarks.Micro;

/// <summary>Reading a payload's outside: in Discord's usual order of keys, and in another.</summary>
public class EnvelopeBenchmarks
{
    private readonly byte[] _usual;
    private readonly byte[] _other;

    /// <summary>Takes a message of the mix.</summary>
    public EnvelopeBenchmarks()
    {
        (string name, byte[] data) = new PayloadMix(seed: 5).Make(100).First(each => each.Name == "MESSAGE_CREATE");
        string text = Encoding.UTF8.GetString(data);
        _usual = Encoding.UTF8.GetBytes($$"""{"t":"{{name}}","s":123456,"op":0,"d":{{text}}}""");
        _other = Encoding.UTF8.GetBytes($$"""{"d":{{text}},"op":0,"s":123456,"t":"{{name}}"}""");
    }

    /// <summary>t, s, op, d.</summary>
    [Benchmark(Baseline = true)]
    public bool UsualOrder() => Envelope.TryRead(_usual, out _, out _);

    /// <summary>d, op, s, t: the data has to be walked.</summary>
    [Benchmark]
    public bool OtherOrder() => Envelope.TryRead(_other, out _, out _);
}
