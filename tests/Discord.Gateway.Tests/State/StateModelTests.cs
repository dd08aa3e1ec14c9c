using System.Text.Json;
using Discord.Gateway.Models;
using Discord.Gateway.State;

namespace Discord.Gateway.Tests.State;

/// <summary>Beside records in dictionaries, told the same events, the state always knows the same.</summary>
public sealed class StateModelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_state_knows_what_records_in_dictionaries_know(int seed) => Compare(seed, events: 20_000, lookEvery: 1_000);

    /// <summary>Tells both the same, and looks at both from time to time. Events that the state has are told once more now and then, as after a resume.</summary>
    internal static void Compare(int seed, int events, int lookEvery)
    {
        var random = new RandomEvents(seed);
        var chance = new Random(seed);
        var state = new BotState(new BotStateOptions { Parts = StateParts.All, KeepActivities = true });
        Dictionary<ulong, NaiveGuild> naive = [];
        Tell(new ReadyEvent { SessionId = "s", User = new User { Id = RandomEvents.Bot, Username = "bot" }, Sequence = 1 });
        for (long sequence = 2; sequence < events; sequence++)
        {
            GatewayEvent told = random.Next() with { Sequence = sequence };
            Tell(told);
            if (chance.Next(20) == 0)
            {
                state.Apply(random.Next() with { Sequence = chance.NextInt64(1, sequence + 1) });
            }

            if (sequence % lookEvery == 0)
            {
                Assert.Equal(Print(naive), StatePrinter.Print(state));
            }
        }

        void Tell(GatewayEvent told)
        {
            state.Apply(told);
            switch (told)
            {
                case GuildCreateEvent created:
                    naive[created.Guild.Id.Value] = NaiveGuild.Of(created);
                    break;
                case GuildDeleteEvent { IsOutage: true } outage when naive.TryGetValue(outage.Guild.Id.Value, out NaiveGuild? away):
                    away.Availability = GuildAvailability.Unavailable;
                    away.VoiceStates.Clear();
                    away.Presences.Clear();
                    break;
                case GuildDeleteEvent { IsOutage: false } left:
                    naive.Remove(left.Guild.Id.Value);
                    break;
                case { GuildId: { } id } when naive.TryGetValue(id.Value, out NaiveGuild? guild):
                    guild.Apply(told);
                    break;
            }
        }
    }

    private static string Print(Dictionary<ulong, NaiveGuild> naive) => string.Join("\n", naive.OrderBy(pair => pair.Key).Select(pair => Print(pair.Value)));

    private static string Print(NaiveGuild guild)
    {
        Guild ordered = guild.Guild with
        {
            Roles = guild.Guild.Roles.OrderBy(role => role.Id.Value).ToArray(),
            Emojis = guild.Guild.Emojis.OrderBy(emoji => emoji.Id!.Value.Value).ToArray(),
            Stickers = guild.Guild.Stickers.OrderBy(sticker => sticker.Id.Value).ToArray(),
        };
        IEnumerable<string> lines =
        [
            $"guild {guild.Guild.Id} {guild.Availability} {guild.MemberCount} {guild.Members.Count >= guild.MemberCount} {guild.JoinedAt:O}",
            JsonSerializer.Serialize(ordered),
            .. guild.Channels.Values.Select(channel => JsonSerializer.Serialize(channel)),
            .. guild.Threads.Values.Select(thread => JsonSerializer.Serialize(thread)),
            .. guild.Members.Values.Select(member => JsonSerializer.Serialize(member)),
            .. guild.VoiceStates.Values.Select(voice => JsonSerializer.Serialize(voice with { Member = null })),
            .. guild.Presences.Values.Select(presence => JsonSerializer.Serialize(presence)),
            .. guild.ScheduledEvents.Values.Select(scheduled => JsonSerializer.Serialize(scheduled)),
            .. guild.StageInstances.Values.Select(stage => JsonSerializer.Serialize(stage)),
            .. guild.Sounds.Values.Select(sound => JsonSerializer.Serialize(sound)),
        ];
        return string.Join("\n  ", lines);
    }
}
