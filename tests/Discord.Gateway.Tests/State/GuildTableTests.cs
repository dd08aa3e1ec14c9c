using Discord.Gateway.Binary;
using Discord.Gateway.State;

namespace Discord.Gateway.Tests.State;

/// <summary>The table of a shard's guilds.</summary>
public sealed class GuildTableTests
{
    [Fact]
    public void It_is_what_a_dictionary_would_be_after_random_changes()
    {
        var random = new Random(20);
        for (int world = 0; world < 200; world++)
        {
            var table = new GuildTable();
            var model = new Dictionary<ulong, StoredGuild>();
            int ids = random.Next(1, 200);
            for (int change = 0; change < 300; change++)
            {
                StoredGuild guild = GuildOf((ulong)random.Next(ids) << (random.Next(2) * 22));
                ulong id = guild.Id.Value;
                switch (random.Next(4))
                {
                    case 0:
                        Assert.Equal(model.Remove(id), table.Remove(id));
                        break;
                    case 1:
                        Assert.Equal(model.TryAdd(id, guild), table.TryAdd(guild));
                        break;
                    default:
                        table.Set(guild);
                        model[id] = guild;
                        break;
                }

                Assert.Same(model.GetValueOrDefault(id), table.Find(id));
            }

            Assert.Equal(model.Count, table.Count);
            Assert.Equal(model.Values.OrderBy(guild => guild.Id.Value), table.OrderBy(guild => guild.Id.Value));
            Assert.All(Enumerable.Range(0, ids), id => Assert.Same(model.GetValueOrDefault((ulong)id), table.Find((ulong)id)));
        }
    }

    [Fact]
    public void A_search_ends_in_a_table_that_is_as_full_as_it_may_be()
    {
        var table = new GuildTable();
        for (ulong id = 1; id <= 1_000; id++)
        {
            table.Set(GuildOf(id));

            Assert.Null(table.Find(id + 1));
        }
    }

    [Fact]
    public async Task Guilds_that_stay_are_found_and_enumerated_while_others_come_and_go()
    {
        var table = new GuildTable();
        StoredGuild[] stay = [.. Enumerable.Range(1, 50).Select(id => GuildOf((ulong)id))];
        Array.ForEach(stay, table.Set);
        using var reading = new Barrier(2);
        bool isOver = false;
        Task reader = Task.Factory.StartNew(Read, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        reading.SignalAndWait(TestContext.Current.CancellationToken);
        for (int round = 0; round < 300; round++)
        {
            for (ulong id = 51; id <= 100; id++)
            {
                table.Set(GuildOf(id));
            }

            for (ulong id = 51; id <= 100; id++)
            {
                table.Remove(id);
            }
        }

        Volatile.Write(ref isOver, true);
        await reader;

        void Read()
        {
            reading.SignalAndWait(TestContext.Current.CancellationToken);
            do
            {
                Assert.All(stay, guild => Assert.Same(guild, table.Find(guild.Id.Value)));
                Assert.Equal(stay, table.Where(guild => guild.Id.Value <= 50).OrderBy(guild => guild.Id.Value));
            }
            while (!Volatile.Read(ref isOver));
        }
    }

    private static StoredGuild GuildOf(ulong id) => new(null!, id, new IdList());
}
