using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Discord.Gateway.Events;
using Discord.Gateway.Transport;

namespace Discord.Gateway.Tests.Transport;

public class EventBufferTests
{
    private static readonly EventHeader Header = new(GatewayOpcode.Dispatch, GatewayEventType.MessageCreate, "MESSAGE_CREATE");

    [Fact]
    public void Events_of_many_chunks_cost_no_allocation_once_the_buffer_has_had_them()
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
    public void Data_is_what_it_was_until_it_is_released()
    {
        var buffer = new EventBuffer(maxEvents: 10, maxBytes: long.MaxValue);
        buffer.Enqueue(Header, sequence: 1, sessionNumber: 1, "first"u8);
        Assert.True(buffer.TryDequeue(out BufferedEvent first));
        Fill(buffer, count: 500, size: 700);
        Assert.Equal("first"u8, first.Data.Span);
        buffer.Release(first);
        buffer.Clear();
        Assert.Equal((0, 0L), (buffer.Count, buffer.Bytes));
    }

    [Fact]
    public void A_buffer_is_full_by_count_or_by_bytes()
    {
        var byCount = new EventBuffer(maxEvents: 4, maxBytes: long.MaxValue);
        Fill(byCount, count: 4, size: 1);
        Assert.True(byCount.IsFull);
        byCount.Release(byCount.TryDequeue(out BufferedEvent item) ? item : default);
        Assert.Equal((false, 0.75), (byCount.IsFull, byCount.Fill));
        byCount.Release(byCount.TryDequeue(out item) ? item : default);
        Assert.Equal(0.5, byCount.Fill);

        var byBytes = new EventBuffer(maxEvents: 100, maxBytes: 1_000);
        Fill(byBytes, count: 1, size: 999);
        Assert.False(byBytes.IsFull);
        Fill(byBytes, count: 1, size: 1);
        Assert.True(byBytes.IsFull);
    }

    [Fact]
    public void Of_a_burst_of_large_events_few_arrays_are_kept()
    {
        WeakReference[] arrays = BufferAndRelease(count: 40, size: 700_000);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.InRange(arrays.Count(array => array.IsAlive), 0, 4);
    }

    [Fact]
    public void What_a_burst_made_larger_is_made_small_again_two_looks_later()
    {
        var buffer = new EventBuffer(maxEvents: 10_000, maxBytes: long.MaxValue);
        Fill(buffer, count: 5_000, size: 10);
        buffer.Clear();
        buffer.TrimExcess();

        // Since then there was no burst.
        Fill(buffer, count: 20, size: 10);
        buffer.Clear();
        Assert.True(buffer.Capacity > 5_000);
        buffer.TrimExcess();
        Assert.InRange(buffer.Capacity, 20, 128);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] BufferAndRelease(int count, int size)
    {
        var buffer = new EventBuffer(maxEvents: 10_000, maxBytes: long.MaxValue);
        byte[] data = new byte[size];
        for (int i = 0; i < count; i++)
        {
            buffer.Enqueue(Header, sequence: 1, sessionNumber: 1, data);
        }

        var arrays = new WeakReference[count];
        for (int i = 0; i < count; i++)
        {
            Assert.True(buffer.TryDequeue(out BufferedEvent item));
            Assert.True(MemoryMarshal.TryGetArray(item.Data, out ArraySegment<byte> segment));
            arrays[i] = new WeakReference(segment.Array);
            buffer.Release(item);
        }

        return arrays;
    }

    private static void Fill(EventBuffer buffer, int count, int size)
    {
        Span<byte> data = stackalloc byte[size];
        for (int i = 0; i < count; i++)
        {
            buffer.Enqueue(Header, sequence: 1, sessionNumber: 1, data);
        }
    }
}
