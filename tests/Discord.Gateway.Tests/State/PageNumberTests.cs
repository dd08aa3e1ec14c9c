using Discord.Gateway.State;

namespace Discord.Gateway.Tests.State;

/// <summary>Page numbers have as many bits as a table needs, so that small tables come to the end of theirs.</summary>
public sealed class PageNumberTests
{
    private const ulong Changing = 1_000_000;
    private const ulong Largest = 1_000_001;

    [Fact]
    public Task A_page_that_is_emptied_into_many_small_ones_has_numbers_for_them() => EndsAsync(() =>
    {
        for (int changes = 16; changes < 28; changes++)
        {
            EmptyAfter(changes);
        }
    });

    [Fact]
    public Task A_table_of_more_pages_than_its_bytes_tell_is_read_back_whole() => EndsAsync(() =>
    {
        // Each is a little more than a quarter of a page, and has one of its own.
        var model = new TableModel();
        for (ulong id = 0; id < 150; id++)
        {
            model.Set(id, 1, [(byte)id, .. new byte[EntityTable.MaxSharedSize]]);
        }

        model.Reload();
        model.Check();
    });

    /// <summary>On a thread of its own: a location with a number that is too high leads to no page, which is looked for again for ever.</summary>
    private static Task EndsAsync(Action test) =>
        Task.Run(test, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

    private static void EmptyAfter(int changes)
    {
        // Twelve entities in one page, as in any table that was read back.
        var model = new TableModel();
        for (ulong id = 1; id <= 12; id++)
        {
            model.Set(id, 1, new byte[5_200]);
        }

        model.Set(Changing, 1, new byte[17_000]);
        model.Reload();

        // Of so much, what changes is less than a quarter, and no page is emptied: each change takes a number.
        model.Set(Largest, 1, new byte[3_000_000]);
        for (int change = 1; change <= changes; change++)
        {
            byte[] payload = new byte[17_000];
            payload[0] = (byte)change;
            model.Set(Changing, 1, payload);
        }

        // Without it, a page holds one of the twelve.
        model.Remove(Largest, 1);
        model.Check();
    }
}
