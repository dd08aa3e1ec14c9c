using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Discord.Gateway.Tests.Events;
using ZstdSharp;

namespace Discord.Gateway.StressTests.Fuzz;

/// <summary>What fuzzing begins with: the cases of every event, whole conversations, compressed streams; and the corpus, which is what it has found.</summary>
internal static class Seeds
{
    private static readonly string[] Conversation =
    [
        """{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":41250,"_trace":[]}}""",
        """{"t":"READY","s":1,"op":0,"d":{"v":10,"session_id":"abc","resume_gateway_url":"wss://resume.test","user":{"id":"1"},"guilds":[]}}""",
        """{"op":11}""",
        """{"t":"MESSAGE_CREATE","s":2,"op":0,"d":{"id":"1"}}""",
        """{"op":1,"d":null}""",
        """{"op":7,"d":null}""",
        """{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":41250}}""",
        """{"t":"RESUMED","s":3,"op":0,"d":{}}""",
        """{"op":9,"d":false}""",
        """{"op":9,"d":true}""",
    ];

    /// <summary>Files of the corpus, by target.</summary>
    internal static string CorpusFolder => Path.Combine(AppContext.BaseDirectory, "Corpus");

    internal static IEnumerable<byte[]> Of(string target) => Made(target).Concat(Corpus(target));

    internal static IEnumerable<byte[]> Corpus(string target) =>
        Directory.Exists(Path.Combine(CorpusFolder, target)) ? Directory.GetFiles(Path.Combine(CorpusFolder, target)).Order().Select(File.ReadAllBytes) : [];

    private static IEnumerable<byte[]> Made(string target) => target switch
    {
        "envelope" => Conversation.Select(Encoding.UTF8.GetBytes),
        "decode" => EventCases.Names.SelectMany(name => EventCases.Of(name).Values.Select(data => Encoding.UTF8.GetBytes($"{name}\n{JsonSerializer.Serialize(data)}"))),
        "protocol" => [Encoding.UTF8.GetBytes(string.Join('\n', Conversation)), Encoding.UTF8.GetBytes(string.Join('\n', Conversation.Reverse()))],
        "zlib" => Streams(stream => new ZLibStream(stream, CompressionLevel.Optimal)),
        _ => Streams(stream => new CompressionStream(stream, level: 3)),
    };

    private static IEnumerable<byte[]> Streams(Func<Stream, Stream> createCompressor)
    {
        foreach (byte size in (byte[])[0, 3, 63, 255])
        {
            using var stream = new MemoryStream();
            stream.WriteByte(size);
            using Stream compressor = createCompressor(stream);
            foreach (string payload in Conversation)
            {
                compressor.Write(Encoding.UTF8.GetBytes(payload));
                compressor.Flush();
            }

            yield return stream.ToArray();
        }
    }
}
