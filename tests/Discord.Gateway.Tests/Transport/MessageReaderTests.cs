using System.IO.Compression;
using System.Text;
using Discord.Gateway.Transport;

namespace Discord.Gateway.Tests.Transport;

public sealed class MessageReaderTests
{
    [Fact]
    public void Text_messages_are_payloads_although_compression_was_asked_for() =>
        Assert.Equal(["""{"op":10}""", "second"], Read(Text("""{"op":10}"""), Text("sec", endOfMessage: false), Text("ond")));

    [Fact]
    public void Binary_messages_are_inflated() => Assert.Equal(["""{"op":10}""", """{"op":11}"""], Read(Compressed("""{"op":10}""", """{"op":11}""")));

    [Fact]
    public void Text_between_compressed_messages_does_not_disturb_them()
    {
        (byte[] Bytes, bool EndOfMessage, bool IsText)[] binary = Compressed("""{"op":10}""", """{"op":11}""");

        Assert.Equal(["""{"op":10}""", "text", """{"op":11}"""], Read(binary[0], Text("text"), binary[1]));
    }

    [Fact]
    public void A_text_message_inside_of_a_compressed_payload_is_broken()
    {
        (byte[] bytes, _, _) = Compressed(new string('x', 10_000))[0];

        Assert.Throws<InvalidDataException>(() => Read((bytes[..^6], true, false), Text("text")));
    }

    [Fact]
    public void Empty_text_messages_are_no_payloads() => Assert.Equal(["a"], Read(Text(""), Text("a"), Text("")));

    [Fact]
    public void An_empty_last_part_ends_a_text_message() => Assert.Equal(["a", "b"], Read(Text("a", endOfMessage: false), Text(""), Text("b")));

    private static (byte[] Bytes, bool EndOfMessage, bool IsText) Text(string text, bool endOfMessage = true) => (Encoding.UTF8.GetBytes(text), endOfMessage, true);

    private static (byte[] Bytes, bool EndOfMessage, bool IsText)[] Compressed(params string[] payloads) =>
        [.. Tests.Transport.Compressed.Compress(payloads, stream => new ZLibStream(stream, CompressionLevel.Optimal)).Select(bytes => (bytes, true, false))];

    private static List<string> Read(params (byte[] Bytes, bool EndOfMessage, bool IsText)[] frames)
    {
        using var reader = new MessageReader(GatewayCompression.ZlibStream.CreateInflater());
        using var payload = new PayloadBuffer(1 << 20);
        var payloads = new List<string>();
        foreach ((byte[] bytes, bool endOfMessage, bool isText) in frames)
        {
            ReadOnlyMemory<byte> input = bytes;
            while (reader.Read(ref input, endOfMessage, isText, payload))
            {
                payloads.Add(Encoding.UTF8.GetString(payload.Written));
                payload.Clear();
            }
        }

        return payloads;
    }
}
