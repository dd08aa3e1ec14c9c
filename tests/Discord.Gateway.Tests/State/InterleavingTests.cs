using Discord.Gateway.State;

namespace Discord.Gateway.Tests.State;

/// <summary>
/// Reads and changes that meet between any two of their steps, on purpose: a reader that holds an old index, an old location or an old list of pages, and one that
/// looks while the writer has done half of a change.
/// </summary>
public sealed class InterleavingTests
{
    private const int Ids = 12;
    private const int Kinds = 2;

    /// <summary>This id is changed, but never removed.</summary>
    private const ulong Permanent = 3;

    public static bool HasSteps =>
#if DEBUG
        true;
#else
        false;
#endif

    [Fact(Skip = "Release builds have no steps.", SkipUnless = nameof(HasSteps))]
    public void A_reader_that_is_overtaken_between_two_steps_finds_what_was_there_while_it_read()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            Timelines lines = Prepare(random);

            // Up to so many changes between two steps: enough to empty pages and to replace the index.
            int most = 1 << random.Next(1, 9);
            for (int read = 0; read < 20; read++)
            {
                Overtaken(() => Read(lines, random), () =>
                {
                    for (int change = random.Next(3) == 0 ? random.Next(most) : 0; change > 0; change--)
                    {
                        Change(lines, random);
                    }
                });
            }
        }
    }

    [Fact(Skip = "Release builds have no steps.", SkipUnless = nameof(HasSteps))]
    public void A_reader_that_comes_between_two_steps_of_a_change_finds_everything()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            Timelines lines = Prepare(random);
            for (int change = 0; change < 150; change++)
            {
                Overtaken(() => Change(lines, random), () =>
                {
                    for (byte kind = 1; kind <= Kinds; kind++)
                    {
                        Enumerate(lines, kind);
                        for (ulong id = 0; id < Ids; id++)
                        {
                            Find(lines, id, kind);
                        }
                    }
                });
            }
        }
    }

    [Fact(Skip = "Release builds have no steps.", SkipUnless = nameof(HasSteps))]
    public async Task A_reader_and_the_writer_who_take_turns_at_their_steps_agree()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            Timelines lines = Prepare(new Random(seed));
            var turns = new Turns(seed);
            bool isOver = false;
            Task writer = turns.Start(() =>
            {
                var random = new Random(seed);
                for (int change = 0; change < 250; change++)
                {
                    Change(lines, random);
                }

                isOver = true;
            });
            Task reader = turns.Start(() =>
            {
                var random = new Random(-seed);
                while (!isOver)
                {
                    Read(lines, random);
                }
            });
            await turns.FinishAsync(writer, reader);
        }
    }

    private static Timelines Prepare(Random random)
    {
        var lines = new Timelines(new EntityTable());
        Overtaken(
            () =>
            {
                lines.Set(Permanent, 1, 10);
                for (int change = random.Next(300); change > 0; change--)
                {
                    Change(lines, random);
                }
            },
            () => { });
        return lines;
    }

    private static void Change(Timelines lines, Random random)
    {
        ulong id = (ulong)random.Next(Ids);
        byte kind = (byte)random.Next(1, Kinds + 1);
        if (random.Next(3) == 0 && (id, kind) != (Permanent, 1))
        {
            lines.Remove(id, kind);
        }
        else
        {
            // Often the same size, so that entries come to lie where others lay before.
            lines.Set(id, kind, random.Next(300) == 0 ? 70_000 : random.Next(2) == 0 ? 40 : random.Next(120));
        }
    }

    private static void Read(Timelines lines, Random random)
    {
        byte kind = (byte)random.Next(1, Kinds + 1);
        if (random.Next(4) == 0)
        {
            Enumerate(lines, kind);
        }
        else
        {
            Find(lines, random.Next(3) == 0 ? Permanent : (ulong)random.Next(Ids), kind);
        }
    }

    private static void Find(Timelines lines, ulong id, byte kind)
    {
        int start = lines.Now(id, kind);
        bool isFound = lines.Table.TryFind(id, kind, out Entry entry);
        int moment = lines.CheckFound(id, kind, start, isFound, entry);

        // The next read, if nothing happens meanwhile, must not find an older value.
        isFound = lines.Table.TryFind(id, kind, out entry);
        lines.CheckFound(id, kind, moment, isFound, entry);
    }

    private static void Enumerate(Timelines lines, byte kind)
    {
        int[] starts = [.. Enumerable.Range(0, Ids).Select(id => lines.Now((ulong)id, kind))];
        var missing = new HashSet<ulong>(Enumerable.Range(0, Ids).Select(id => (ulong)id));
        foreach (Entry entry in lines.Table.All(kind))
        {
            Assert.True(missing.Remove(entry.Id), $"{entry.Id} was returned twice, or is no id");
            lines.CheckFound(entry.Id, kind, starts[entry.Id], isFound: true, entry);
        }

        foreach (ulong id in missing)
        {
            lines.CheckFound(id, kind, starts[id], isFound: false, default);
        }
    }

    /// <summary>Runs <paramref name="steps"/>, with <paramref name="other"/> after each of its steps.</summary>
    private static void Overtaken(Action steps, Action other)
    {
        int done = 0;
        Steps.Observer = Observe;
        try
        {
            steps();
        }
        finally
        {
            Steps.Observer = null;
        }

        Assert.NotEqual(0, done);

        void Observe(Step step)
        {
            Assert.True(++done < 1_000_000, $"a loop without end at {step}");

            // The steps of the other are not observed, except for an end.
            int inner = 0;
            Steps.Observer = step => Assert.True(++inner < 1_000_000, $"a loop without end at {step}");
            other();
            Steps.Observer = Observe;
        }
    }
}
