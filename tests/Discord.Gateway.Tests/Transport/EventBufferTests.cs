using Discord.Gateway.Protocol;
using Discord.Gateway.Transport;

namespace Discord.Gateway.Tests.Transport;

public class EventBufferTests
{
    private static readonly BufferedEvent Event = new(GatewayOpcode.Dispatch, GatewayEventType.MessageCreate, "MESSAGE_CREATE", 1, 1, null);

    [Fact]
    public void EventsOfManyChunksCostNoAllocationOnceTheBufferHasHadThem()
    {
        var buffer = new EventBuffer(maxEvents: 10_000, maxBytes: long.MaxValue);

        // The least of several runs: what else runs may take arrays from the shared pool.
        Assert.Equal(0, Enumerable.Range(0, 8).Min(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Fill(buffer, count: 1_000, size: 700);
            buffer.Clear();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }));
    }

    [Fact]
    public void DataIsWhatItWasUntilItIsReleased()
    {
        var buffer = new EventBuffer(maxEvents: 10, maxBytes: long.MaxValue);
        buffer.Enqueue(Event, "first"u8);
        Assert.True(buffer.TryDequeue(out BufferedEvent first));
        Fill(buffer, count: 500, size: 700);
        Assert.Equal("first"u8, first.Data.Span);
        buffer.Release(first);
        buffer.Clear();
        Assert.Equal((0, 0L), (buffer.Count, buffer.Bytes));
    }

    [Fact]
    public void ABufferIsFullByCountOrByBytesAndHasRoomAgainAtHalf()
    {
        var byCount = new EventBuffer(maxEvents: 4, maxBytes: long.MaxValue);
        Fill(byCount, count: 4, size: 1);
        Assert.True(byCount.IsFull);
        byCount.Release(byCount.TryDequeue(out BufferedEvent item) ? item : default);
        Assert.Equal((false, false), (byCount.IsFull, byCount.HasRoom));
        byCount.Release(byCount.TryDequeue(out item) ? item : default);
        Assert.True(byCount.HasRoom);

        var byBytes = new EventBuffer(maxEvents: 100, maxBytes: 1_000);
        Fill(byBytes, count: 1, size: 999);
        Assert.False(byBytes.IsFull);
        Fill(byBytes, count: 1, size: 1);
        Assert.True(byBytes.IsFull);
    }

    private static void Fill(EventBuffer buffer, int count, int size)
    {
        Span<byte> data = stackalloc byte[size];
        for (int i = 0; i < count; i++)
        {
            buffer.Enqueue(Event, data);
        }
    }
}
