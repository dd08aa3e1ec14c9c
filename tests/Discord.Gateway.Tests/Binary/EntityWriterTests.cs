using System.Text.Json;
using Discord.Gateway.Binary;

namespace Discord.Gateway.Tests.Binary;

/// <summary>Single values, as bytes.</summary>
public sealed class EntityWriterTests
{
    private static readonly DateTimeOffset Epoch = new(2015, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<DateTimeOffset, int> Timestamps => new()
    {
        { Epoch, 1 },
        { new(2021, 5, 5, 12, 34, 56, 789, TimeSpan.Zero), 6 },
        { new(2049, 1, 1, 0, 0, 0, TimeSpan.Zero), 6 },
        { Epoch.AddMicroseconds(1), 1 },
        { new DateTimeOffset(2026, 5, 5, 12, 34, 56, TimeSpan.Zero).AddMicroseconds(7), 8 },
        { Epoch.AddTicks(1), 9 },
        { Epoch.AddTicks(-1), 9 },
        { DateTimeOffset.MinValue, 1 },
        { DateTimeOffset.MaxValue, 10 },
        { new(2026, 5, 5, 12, 34, 56, TimeSpan.FromHours(-14)), 14 },
        { new(2026, 5, 5, 12, 34, 56, TimeSpan.FromMinutes(90)), 10 },
    };

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0x7F, 1)]
    [InlineData(0x80, 2)]
    [InlineData(0x3FFF, 2)]
    [InlineData(0x4000, 3)]
    [InlineData(ulong.MaxValue, 10)]
    public void A_small_number_takes_few_bytes(ulong value, int length)
    {
        var writer = new EntityWriter();
        writer.WriteVarint(value);

        Assert.Equal(length, writer.Written.Length);
        Assert.Equal(value, new EntityReader(writer.Written).ReadVarint());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 5)]
    [InlineData(int.MinValue, 5)]
    [InlineData(int.MaxValue, 5)]
    public void An_integer_may_be_negative(int value, int length)
    {
        var writer = new EntityWriter();
        writer.WriteInt32(value);

        Assert.Equal(length, writer.Written.Length);
        Assert.Equal(value, new EntityReader(writer.Written).ReadInt32());
    }

    [Theory]
    [MemberData(nameof(Timestamps))]
    public void A_timestamp_is_exact_and_keeps_its_offset(DateTimeOffset value, int length)
    {
        var writer = new EntityWriter();
        writer.WriteTimestamp(value);

        Assert.Equal(length, writer.Written.Length);
        Assert.True(value.EqualsExact(new EntityReader(writer.Written).ReadTimestamp()));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(TimeSpan.TicksPerHour, 2)]
    [InlineData(-TimeSpan.TicksPerHour, 10)]
    [InlineData(TimeSpan.TicksPerSecond + 1, 9)]
    [InlineData(long.MinValue, 9)]
    [InlineData(long.MaxValue, 9)]
    public void A_duration_is_exact(long ticks, int length)
    {
        var writer = new EntityWriter();
        writer.WriteDuration(new TimeSpan(ticks));

        Assert.Equal(length, writer.Written.Length);
        Assert.Equal(ticks, new EntityReader(writer.Written).ReadDuration().Ticks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Zoë 👋🏽")]
    public void Text_is_kept(string text)
    {
        var writer = new EntityWriter();
        writer.WriteString(text);
        writer.WriteString(new string('é', 100_000));

        var reader = new EntityReader(writer.Written);
        Assert.Equal(text, reader.ReadString());
        Assert.Equal(100_000, reader.ReadString().Length);
        Assert.True(reader.IsAtEnd);
    }

    [Fact]
    public void An_unpaired_surrogate_becomes_a_replacement_character()
    {
        var writer = new EntityWriter();
        writer.WriteString("a\ud83d");

        Assert.Equal("a\ufffd", new EntityReader(writer.Written).ReadString());
    }

    [Fact]
    public void A_documented_string_is_one_byte_and_another_is_kept()
    {
        string[] documented = ["one", "two"];
        var writer = new EntityWriter();
        writer.WriteSymbol(documented, "two");
        Assert.Equal([2], writer.Written.ToArray());
        writer.WriteSymbol(documented, "three");

        var reader = new EntityReader(writer.Written);
        Assert.Same(documented[1], reader.ReadSymbol(documented));
        Assert.Equal("three", reader.ReadSymbol(documented));
    }

    [Fact]
    public void An_id_that_recurs_is_a_position_in_the_list()
    {
        var ids = new IdList();
        var writer = new EntityWriter { Ids = ids };
        writer.WriteRecurringId(ulong.MaxValue);
        writer.WriteRecurringId(5);
        writer.WriteRecurringId(ulong.MaxValue);

        Assert.Equal([0, 1, 0], writer.Written.ToArray());
        var reader = new EntityReader(writer.Written, ids);
        Assert.Equal((ulong.MaxValue, 5UL, ulong.MaxValue), (reader.ReadRecurringId(), reader.ReadRecurringId(), reader.ReadRecurringId()));
    }

    [Fact]
    public void An_id_that_a_full_list_does_not_have_is_written_in_full_each_time()
    {
        var ids = new IdList();
        for (ulong id = 1; id <= IdList.MaxPositions; id++)
        {
            ids.Add(id);
        }

        var writer = new EntityWriter { Ids = ids };
        writer.WriteRecurringId(ulong.MaxValue);
        writer.WriteRecurringId(1);
        writer.WriteRecurringId(ulong.MaxValue);

        Assert.Equal(IdList.MaxPositions, ids.Count);
        Assert.Equal(10 + 1 + 10, writer.Written.Length);
        var reader = new EntityReader(writer.Written, ids);
        Assert.Equal((ulong.MaxValue, 1UL, ulong.MaxValue), (reader.ReadRecurringId(), reader.ReadRecurringId(), reader.ReadRecurringId()));
    }

    [Fact]
    public void An_id_is_written_in_full_whose_position_in_a_longer_list_is_too_high()
    {
        var ids = new IdList([.. Enumerable.Range(1, IdList.MaxPositions + 1).Select(id => (ulong)id)]);
        var writer = new EntityWriter { Ids = ids };

        writer.WriteRecurringId(IdList.MaxPositions + 1);

        Assert.Equal(10, writer.Written.Length);
        Assert.Equal(IdList.MaxPositions + 1UL, new EntityReader(writer.Written, ids).ReadRecurringId());
    }

    [Fact]
    public void JSON_and_its_absence_are_kept_exactly()
    {
        var writer = new EntityWriter();
        writer.WriteElement(JsonElement.Parse("[1.50, {} ]"));
        writer.WriteElement(default);

        var reader = new EntityReader(writer.Written);
        Assert.Equal("[1.50, {} ]", reader.ReadElement().GetRawText());
        Assert.Equal(JsonValueKind.Undefined, reader.ReadElement().ValueKind);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x80 })]
    [InlineData(new byte[] { 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01 })]
    public void A_number_without_an_end_is_refused(byte[] bytes)
    {
        Assert.Throws<InvalidDataException>(() => new EntityReader(bytes).ReadVarint());
        Assert.Throws<InvalidDataException>(() => new EntityReader(bytes).ReadTimestamp());
        Assert.Throws<InvalidDataException>(() => new EntityReader(bytes).ReadDuration());
        Assert.Throws<InvalidDataException>(() => new EntityReader(bytes).ReadString());
        Assert.Throws<InvalidDataException>(() => new EntityReader(bytes).ReadSymbol(["a"]));
        Assert.Throws<InvalidDataException>(() => new EntityReader(bytes).ReadElement());
        Assert.Throws<InvalidDataException>(() => new EntityReader(bytes).ReadCount());
        Assert.Throws<InvalidDataException>(() => new EntityReader(bytes, new IdList([1])).ReadRecurringId());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_number_that_is_no_time_is_refused(ulong form)
    {
        var writer = new EntityWriter();
        writer.WriteVarint(0xFFFF_FFFF_FFFF_FFFC | form);
        writer.WriteInt32(0);

        byte[] bytes = writer.Written.ToArray();
        Assert.Throws<InvalidDataException>(() => new EntityReader(bytes).ReadTimestamp());
    }

    [Theory]
    [InlineData(0UL, 60)]
    [InlineData(3155378975999999999UL, -60)]
    [InlineData(630000000000000000UL, 841)]
    [InlineData(630000000000000000UL, int.MinValue)]
    public void An_offset_that_leads_out_of_time_is_refused(ulong ticks, int minutes)
    {
        var writer = new EntityWriter();
        writer.WriteVarint((ticks << 2) | 3);
        writer.WriteInt32(minutes);

        byte[] bytes = writer.Written.ToArray();
        Assert.Throws<InvalidDataException>(() => new EntityReader(bytes).ReadTimestamp());
    }

    [Fact]
    public void A_duration_that_is_too_long_is_refused()
    {
        var writer = new EntityWriter();
        writer.WriteVarint(ulong.MaxValue / 4 * 2);

        byte[] bytes = writer.Written.ToArray();
        Assert.Throws<InvalidDataException>(() => new EntityReader(bytes).ReadDuration());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("nul")]
    [InlineData("\"\\")]
    public void Text_that_is_no_JSON_is_refused(string text)
    {
        var writer = new EntityWriter();
        writer.WriteString(text);

        byte[] bytes = writer.Written.ToArray();
        Assert.Throws<InvalidDataException>(() => new EntityReader(bytes).ReadElement());
    }

    [Fact]
    public void Keys_that_are_no_object_are_refused()
    {
        foreach (string text in (string[])["[]", "1", "{\"a\":}", "{} 1", ""])
        {
            var writer = new EntityWriter();
            writer.WriteByte(0x80);
            writer.WriteString(text);

            byte[] bytes = writer.Written.ToArray();
            Assert.Throws<InvalidDataException>(() => new EntityReader(bytes).EndRecord(1, 0x80));
        }
    }

    [Fact]
    public void A_writer_is_used_again()
    {
        var writer = new EntityWriter();
        writer.WriteString(new string('x', 10_000));
        writer.Clear();
        Assert.True(writer.Written.IsEmpty);
        writer.WriteByte(7);

        Assert.Equal([7], writer.Written.ToArray());
    }
}
