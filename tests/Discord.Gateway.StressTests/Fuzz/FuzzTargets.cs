using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Discord.Gateway.Events;
using Discord.Gateway.Protocol;
using Discord.Gateway.Tests.Events;
using Discord.Gateway.Transport;
using Discord.Gateway.Zstd;

namespace Discord.Gateway.StressTests.Fuzz;

/// <summary>What hostile input goes into. Each throws if something happens that must not, whatever the input is.</summary>
internal static class FuzzTargets
{
    private const int MaxPayload = 1024 * 1024;

    internal static IReadOnlyDictionary<string, Action<byte[]>> All { get; } = new Dictionary<string, Action<byte[]>>
    {
        ["envelope"] = ReadEnvelope,
        ["decode"] = Decode,
        ["protocol"] = Converse,
        ["zlib"] = input => Inflate(GatewayCompression.ZlibStream, input),
        ["zstd"] = input => Inflate(ZstdCompression.ZstdStream, input),
    };

    /// <summary>A payload: nothing throws, and what is read by position is what a full reader reads.</summary>
    private static void ReadEnvelope(byte[] input)
    {
        if (!Envelope.TryRead(input, out Envelope envelope, out string? problem))
        {
            Expect(!string.IsNullOrEmpty(problem), "a payload was refused without a reason");
            return;
        }

        if (!Utf8.IsValid(input))
        {
            // It would be written with other characters in the place of what is none.
            return;
        }

        Envelope again;
        try
        {
            using JsonDocument document = JsonDocument.Parse(input);
            if (document.RootElement.EnumerateObject().DistinctBy(property => property.Name).Count() != document.RootElement.EnumerateObject().Count())
            {
                return;
            }

            // Another order of keys, which has to be read the long way.
            var payload = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(payload))
            {
                writer.WriteStartObject();
                foreach (JsonProperty property in document.RootElement.EnumerateObject().Reverse())
                {
                    property.WriteTo(writer);
                }

                writer.WriteEndObject();
            }

            Expect(Envelope.TryRead(payload.WrittenSpan, out again, out problem), $"in another order it is refused: {problem}");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            // Data is not read with the envelope, and may be anything.
            return;
        }

        Expect(again.Opcode == envelope.Opcode && again.Sequence == envelope.Sequence && again.Name.SequenceEqual(envelope.Name), "in another order it says something else");
    }

    /// <summary>The name of an event, a line break, and data: an event or an UndecodableEvent, and what was read can be written and read again.</summary>
    private static void Decode(byte[] input)
    {
        int end = Array.IndexOf(input, (byte)'\n');
        string name = Encoding.Latin1.GetString(input, 0, Math.Max(end, 0));
        EventRow? row = EventTable.Find(input.AsSpan(0, Math.Max(end, 0)));
        GatewayEvent first = GatewayEvent.Decode(row, name, input.AsSpan(end + 1));
        if (first is UndecodableEvent undecodable)
        {
            Expect(undecodable.Reason.Length > 0 && undecodable.Data.Length == input.Length - end - 1, "undecodable, without its data or the reason");
            return;
        }

        string written = EventJsonText.Write(first);
        GatewayEvent second = GatewayEvent.Decode(row, name, Encoding.UTF8.GetBytes(written));
        Expect(second is not UndecodableEvent, $"what was written cannot be read: {(second as UndecodableEvent)?.Reason}");
        Expect(EventJsonText.Write(second) == written, "what was written reads as something else");
    }

    /// <summary>Lines, each a payload, on one connection after the other: nothing throws, and no state is without a deadline.</summary>
    private static void Converse(byte[] input)
    {
        var random = new Random(input.Length);
        var protocol = new GatewayProtocol(ShardId.Single, new GatewayEndpoint(new Uri("wss://gateway.test"), null), new BackoffPolicy(), null, random.NextDouble);
        TimeSpan now = TimeSpan.Zero;
        protocol.Start(now);
        bool isOpen = false;
        foreach (Range line in input.AsSpan().Split((byte)'\n'))
        {
            while (protocol.TryTakeAction(out ShardAction? action))
            {
                switch (action)
                {
                    case ShardAction.Connect:
                        protocol.OnOpened(now);
                        isOpen = true;
                        break;
                    case ShardAction.Disconnect:
                        isOpen = false;
                        break;
                    case ShardAction.EnterGate:
                        protocol.OnGateOpened(now);
                        break;
                    case ShardAction.SendHeartbeat:
                        protocol.OnHeartbeatSent(now);
                        break;
                    case ShardAction.SendResume:
                        protocol.OnResumeSent();
                        break;
                    case ShardAction.End:
                        return;
                }
            }

            Expect(protocol.Deadline < TimeSpan.MaxValue, $"{protocol.Stage} without a deadline");
            if (!isOpen)
            {
                now = protocol.Deadline > now ? protocol.Deadline : now;
                protocol.OnTimer(now);
            }
            else if (Envelope.TryRead(input.AsSpan(line), out Envelope envelope, out _))
            {
                protocol.OnBytes();
                protocol.OnPayload(now, envelope);
            }

            now += TimeSpan.FromSeconds(1);
        }
    }

    /// <summary>How many bytes a read has, and then a compressed stream: payloads, or one of the two errors there are; never more than the bound.</summary>
    private static void Inflate(GatewayCompression compression, byte[] input)
    {
        if (input.Length == 0)
        {
            return;
        }

        using IGatewayInflater inflater = compression.CreateInflater();
        using var payload = new PayloadBuffer(MaxPayload);
        int size = 1 + input[0];
        try
        {
            for (int at = 1; at < input.Length; at += size)
            {
                ReadOnlyMemory<byte> read = input.AsMemory(at, Math.Min(size, input.Length - at));
                while (inflater.Read(ref read, endOfMessage: input[at] % 3 != 0, payload))
                {
                    payload.Clear();
                }

                Expect(read.IsEmpty, "bytes were left over");
            }
        }
        catch (Exception error) when (error is InvalidDataException or PayloadBoundException)
        {
            // Ends the connection, and a resume follows.
        }

        Expect(payload.Written.Length <= (2 * MaxPayload) + 1, "the buffer has passed its bound");
    }

    private static void Expect(bool holds, string what)
    {
        if (!holds)
        {
            throw new FuzzException(what);
        }
    }
}
