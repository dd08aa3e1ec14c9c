using System.Buffers;
using System.Collections;
using System.Text;
using Discord.Gateway.Commands;
using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Commands;

public sealed class PayloadWriterTests
{
    [Fact]
    public void Payloads_written_one_after_the_other_do_not_share_bytes()
    {
        byte[] first = Heartbeat.Encode(251);
        byte[] second = Heartbeat.Encode(null);

        Assert.Equal("""{"op":1,"d":251}""", Encoding.UTF8.GetString(first));
        Assert.Equal("""{"op":1,"d":null}""", Encoding.UTF8.GetString(second));
    }

    [Fact]
    public void A_payload_longer_than_the_usual_is_written_whole()
    {
        byte[] payload = PayloadWriter.Write(new string('ä', 5_000), static (writer, text) => writer.WriteStringValue(text));

        Assert.Equal($"\"{new string('ä', 5_000)}\"", Encoding.UTF8.GetString(payload));
    }

    [Fact]
    public void A_list_that_sends_while_it_is_read_disturbs_nothing()
    {
        var request = new RequestGuildMembers { GuildId = 1, UserIds = new SendingList() };

        byte[] payload = GatewayPayload.Encode(request, ShardId.Single);

        Assert.Equal("""{"op":8,"d":{"guild_id":"1","user_ids":["7","8"]}}""", Encoding.UTF8.GetString(payload));
    }

    [Fact]
    public void What_throws_while_it_is_written_leaves_nothing_behind()
    {
        Assert.Throws<InvalidOperationException>(() => PayloadWriter.Write(0, static (writer, _) =>
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(1);
            throw new InvalidOperationException();
        }));

        Assert.Equal("""{"op":1,"d":5}""", Encoding.UTF8.GetString(Heartbeat.Encode(5)));
    }

    [Fact]
    public void A_heartbeat_allocates_the_bytes_that_are_sent_and_nothing_else()
    {
        byte[] payload = [];

        // The pool of arrays may be emptied by a collection between any two calls, not between each two.
        long allocated = Enumerable.Range(0, 10).Min(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            payload = Heartbeat.Encode(123456789);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });

        Assert.Equal((24 + payload.Length + 7) / 8 * 8, allocated);
    }

    [Fact]
    public void Nothing_of_a_payload_is_left_in_the_pool_of_arrays()
    {
        _ = new Resume("the-token", "the-session", 1).Encode();

        // The pool gives a thread what it returned last.
        byte[] rented = ArrayPool<byte>.Shared.Rent(512);
        Assert.Equal(-1, rented.AsSpan().IndexOf("the-token"u8));
        ArrayPool<byte>.Shared.Return(rented);
    }

    private sealed class SendingList : IReadOnlyList<Id<User>>
    {
        public int Count => 2;

        public Id<User> this[int index] => (ulong)(index + 7);

        public IEnumerator<Id<User>> GetEnumerator()
        {
            yield return 7;
            Heartbeat.Encode(1);
            yield return 8;
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
