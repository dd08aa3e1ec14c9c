using Discord.Gateway.Binary;
using Discord.Gateway.Models;

namespace Discord.Gateway.Tests.Binary;

/// <summary>Hostile bytes give a record or an InvalidDataException, in bounded memory.</summary>
public sealed class BinaryHostileTests
{
    /// <summary>Bound of the allocation per byte read.</summary>
    private const int AllocatedPerByte = 400;

    /// <summary>Bound of the allocation that does not depend on the bytes: the exception, and static fields of a type on its first use.</summary>
    private const int AllocatedOnce = 128 * 1024;

    private static readonly IdList Ids = new([1, 2, 3]);

    public static TheoryData<string> Names => [.. BinaryModel.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Cut_and_flipped_bytes_give_a_record_or_InvalidDataException(string name)
    {
        BinaryModel model = BinaryModel.All[name];
        object record = new RecordSamples(3, depth: 1, share: 0.7).Make(model.Type);
        byte[] bytes = model.Write(record, keepsKeys: false);
        for (int length = 0; length < bytes.Length; length++)
        {
            Read(model, bytes.AsSpan(0, length));
        }

        for (int i = 0; i < bytes.Length; i++)
        {
            byte whole = bytes[i];
            foreach (int mask in (int[])[1 << (i % 8), 0xFF])
            {
                bytes[i] = (byte)(whole ^ mask);
                Read(model, bytes);
            }

            bytes[i] = whole;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Random_bytes_give_a_record_or_InvalidDataException(string name)
    {
        var random = new Random(7);
        for (int i = 0; i < 60; i++)
        {
            byte[] bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);

            // Half of the runs use small numbers, with which reading gets further.
            for (int j = 0; i % 2 == 0 && j < bytes.Length; j++)
            {
                bytes[j] &= 0x07;
            }

            Read(BinaryModel.All[name], bytes);
        }
    }

    [Fact]
    public void Records_nested_too_deep_are_refused_without_much_memory()
    {
        // Each container claims 20,000 components, the first of which is such a container.
        var writer = new EntityWriter();
        new Container { Components = [new Separator()] }.WriteBinary(writer);
        (byte tag, byte bits) = (writer.Written[0], writer.Written[1]);
        writer.Clear();
        for (int i = 0; i < 20_000; i++)
        {
            writer.WriteByte(tag);
            writer.WriteByte(bits);
            writer.WriteVarint(20_000);
        }

        writer.Reserve(20_000).Clear();
        byte[] bytes = writer.Written.ToArray();

        // The first time, code and types are loaded, which takes memory, too.
        Assert.Throws<InvalidDataException>(() => BinaryModel.All[nameof(Component)].ReadAny(bytes));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => BinaryModel.All[nameof(Component)].ReadAny(bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Records_nested_as_deep_as_JSON_may_be_are_read()
    {
        Component deep = new Separator();
        for (int i = 0; i < 500; i++)
        {
            deep = new Container { Components = [deep] };
        }

        BinaryModel model = BinaryModel.All[nameof(Component)];
        Assert.Equal(deep, model.Read(model.Write(deep)));
    }

    [Fact]
    public void An_id_outside_of_the_list_is_refused()
    {
        byte[] bytes = BinaryModel.All[nameof(GuildMember)].Write(new GuildMember { Roles = [5, 6, 7, 8] }, new IdList());

        Assert.Throws<InvalidDataException>(() => BinaryModel.All[nameof(GuildMember)].Read(bytes, Ids));
        Assert.Throws<InvalidDataException>(() => BinaryModel.All[nameof(GuildMember)].Read(bytes, new IdList()));
    }

    [Fact]
    public void A_response_over_a_limit_is_refused()
    {
        var writer = new EntityWriter();
        InteractionResponse.Message("short").WriteBinary(writer);
        byte[] bytes = writer.Written.ToArray();
        int text = bytes.AsSpan().IndexOf("short"u8);
        byte[] longer = [.. bytes[..(text - 1)], 0xB8, 0x17, .. new byte[3000], .. bytes[(text + 5)..]];

        Assert.Throws<InvalidDataException>(() => BinaryModel.All[nameof(InteractionResponse)].ReadAny(longer));
    }

    private static void Read(BinaryModel model, ReadOnlySpan<byte> bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            model.ReadAny(bytes, bytes.Length % 2 == 0 ? Ids : null);
        }
        catch (InvalidDataException)
        {
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, AllocatedOnce + (AllocatedPerByte * bytes.Length));
    }
}
