using System.Text;
using Discord.Gateway.Models;
using Discord.Gateway.State;
using static Discord.Gateway.Tests.State.StateSample;

namespace Discord.Gateway.Tests.State;

/// <summary>What an event tells that could not be read changes nothing: neither an entity without an id, nor a list that is none.</summary>
public sealed class UnreadableEventTests
{
    public static TheoryData<GatewayEvent> EntitiesWithoutIds =>
    [
        new ChannelCreateEvent { Channel = Channel(0, "none") },
        new ThreadCreateEvent { Thread = ThreadOf(Text, 0, "none") },
        new ThreadListSyncEvent { GuildId = GuildId, ChannelIds = [], Threads = [ThreadOf(Text, 0, "none")] },
        new GuildRoleCreateEvent { GuildId = GuildId, Role = new Role { Name = "none" } },
        new GuildUpdateEvent { Guild = Created.Guild with { Roles = [.. Created.Guild.Roles, new Role { Name = "none" }] } },
        new GuildSoundboardSoundsUpdateEvent { GuildId = GuildId, SoundboardSounds = [new SoundboardSound { Name = "none" }] },
        new GuildMemberAddEvent { GuildId = GuildId, Member = Member(0, "none") },
        new GuildMembersChunkEvent { GuildId = GuildId, Members = [Member(0, "none")] },
        new MessageCreateEvent { Message = Message(0, "none") },
        new MessageCreateEvent { Message = Message(0, "none", author: 0u) with { Member = new GuildMember() } },
        new VoiceStateUpdateEvent { VoiceState = new VoiceState { GuildId = GuildId, ChannelId = Voice, SessionId = "v" } },
        Created with
        {
            Guild = Created.Guild with { Roles = [.. Created.Guild.Roles, new Role { Name = "none" }] },
            Members = [.. Created.Members, Member(0, "none")],
            Presences = [.. Created.Presences, new Presence { GuildId = GuildId, Status = UserStatus.Online }],
        },
    ];

    [Theory]
    [MemberData(nameof(EntitiesWithoutIds))]
    public void An_entity_without_an_id_is_not_kept(GatewayEvent told)
    {
        var sample = new StateSample();

        sample.Tell(told);

        StoredGuild guild = Assert.Single(sample.State.Shards).Guilds.Find(GuildId.Value)!;
        Assert.DoesNotContain(Enumerable.Range(1, EntityKind.Count - 1), kind => Has(guild, (byte)kind));
    }

    [Fact]
    public void A_list_of_emojis_or_stickers_that_could_not_be_read_removes_none()
    {
        var sample = new StateSample();

        sample.Tell(Decoded("GUILD_EMOJIS_UPDATE", """{"guild_id":"100","emojis":5}"""));
        sample.Tell(Decoded("GUILD_STICKERS_UPDATE", """{"guild_id":"100","stickers":5}"""));

        Assert.Single(sample.Guild.Emojis);
        Assert.Single(sample.Guild.Stickers);
    }

    [Theory]
    [InlineData("""{"guild_id":"100","channel_ids":["201"],"threads":5,"members":[]}""")]
    [InlineData("""{"guild_id":"100","channel_ids":5,"threads":[],"members":[]}""")]
    public void A_list_of_threads_that_could_not_be_read_removes_none(string json)
    {
        var sample = new StateSample();

        sample.Tell(Decoded("THREAD_LIST_SYNC", json));

        Assert.Single(sample.Guild.Threads);
    }

    [Fact]
    public void A_guild_is_kept_if_it_could_not_be_read_whether_the_bot_left_it()
    {
        var sample = new StateSample();

        sample.Tell(Decoded("GUILD_DELETE", """{"id":"100","unavailable":"perhaps"}"""));

        Assert.NotNull(sample.State.Find(GuildId));
    }

    [Fact]
    public void An_event_tells_both_what_was_before_it_and_what_of_it_could_not_be_read()
    {
        var sample = new StateSample();

        GatewayEvent update = sample.Tell(Decoded("CHANNEL_UPDATE", """{"id":"201","guild_id":"100","type":0,"name":"new","position":"first"}"""));

        Assert.Equal("talk", ((ChannelUpdateEvent)update).GetBefore()!.Name);
        Assert.Equal("position", Assert.Single(update.Problems).Path);
    }

    private static bool Has(StoredGuild guild, byte kind) => guild.TableOf(kind) is { } table && table.TryFind(0, kind, out _);

    private static GatewayEvent Decoded(string name, string json) => GatewayEvent.Decode(name, Encoding.UTF8.GetBytes(json));
}
