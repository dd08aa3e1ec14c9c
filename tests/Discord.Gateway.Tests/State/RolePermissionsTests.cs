using Discord.Gateway.Models;
using Discord.Gateway.State;
using Discord.Gateway.Tests.Models;
using static Discord.Gateway.Tests.State.StateSample;

namespace Discord.Gateway.Tests.State;

/// <summary>What roles grant is kept from one question for permissions to the next: it is never of roles that are over.</summary>
public sealed class RolePermissionsTests
{
    private static readonly Permissions[] Kinds = [Permissions.KickMembers, Permissions.BanMembers, Permissions.ManageMessages, Permissions.ManageRoles, Permissions.None];
    private static readonly ShardOptions Options = new() { Token = "token", Intents = GatewayIntents.All };

    public static bool HasSteps => InterleavingTests.HasSteps;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Skip = "Release builds have no steps.", SkipUnless = nameof(HasSteps))]
    public void A_reader_that_is_overtaken_by_a_change_of_roles_leaves_no_old_answer_behind()
    {
        var random = new Random(21);
        var sample = new StateSample();
        int overtaken = 0;
        for (int read = 0; read < 3_000; read++)
        {
            Change(sample, random);
            int left = random.Next(120);
            Steps.Observer = _ =>
            {
                if (left-- == 0)
                {
                    Steps.Observer = null;
                    Change(sample, random);
                    overtaken++;
                }
            };
            sample.Guild.GetPermissions(Ann);
            Steps.Observer = null;

            Assert.Equal(Expected(sample.Guild, Ann), sample.Guild.GetPermissions(Ann));
        }

        Assert.InRange(overtaken, 500, 3_000);
    }

    [Fact(Skip = "Release builds have no steps.", SkipUnless = nameof(HasSteps))]
    public void A_member_who_is_given_roles_while_another_thread_reads_them_has_what_they_grant()
    {
        Role[] roles = [.. Enumerable.Range(0, 8).Select(number => new Role { Id = (ulong)(500 + number), Permissions = (Permissions)(1UL << (20 + number)) })];
        bool isOvertaken;
        int steps = 0;
        do
        {
            // No member has had the roles, so the list of ids gets theirs while some have been read and others not.
            var sample = new StateSample();
            Array.ForEach(roles, role => sample.Tell(new GuildRoleCreateEvent { GuildId = GuildId, Role = role }));
            isOvertaken = false;
            int left = steps++;
            Steps.Observer = _ =>
            {
                if (left-- == 0)
                {
                    Steps.Observer = null;
                    sample.Tell(new GuildMemberUpdateEvent { GuildId = GuildId, User = new User { Id = Ben, Username = "ben" }, Roles = [.. roles.Select(role => role.Id)] });
                    isOvertaken = true;
                }
            };
            sample.Guild.GetPermissions(Ann);
            Steps.Observer = null;
            sample.Tell(new GuildMemberUpdateEvent { GuildId = GuildId, User = new User { Id = Ben, Username = "ben" }, Roles = [.. roles.Select(role => role.Id)] });

            Assert.Equal(Expected(sample.Guild, Ben), sample.Guild.GetPermissions(Ben));
        }
        while (isOvertaken);

        Assert.InRange(steps, 20, 1_000);
    }

    [Fact]
    public void A_view_from_before_an_outage_tells_what_roles_grant_that_were_changed_in_it()
    {
        var sample = new StateSample();
        sample.Tell(new GuildRoleUpdateEvent { GuildId = GuildId, Role = new Role { Id = Moderators, Permissions = Permissions.KickMembers } });
        sample.Tell(new GuildMemberUpdateEvent { GuildId = GuildId, User = new User { Id = Ann, Username = "ann" }, Roles = [Moderators] });
        GuildView kept = sample.Guild;
        Assert.True(kept.GetPermissions(Ann)!.Value.HasFlag(Permissions.KickMembers));

        sample.Tell(new GuildDeleteEvent { Guild = new UnavailableGuild { Id = GuildId, Unavailable = true } });
        sample.Tell(new GuildRoleUpdateEvent { GuildId = GuildId, Role = new Role { Id = Moderators, Permissions = Permissions.BanMembers } });

        Assert.Equal(Expected(kept, Ann), kept.GetPermissions(Ann));
        Assert.True(kept.GetPermissions(Ann)!.Value.HasFlag(Permissions.BanMembers));
    }

    [Fact]
    public async Task Readers_beside_the_writer_see_what_a_role_grants_now_and_never_what_it_granted_before()
    {
        const int Changes = 20_000;
        var sample = new StateSample();
        sample.Tell(new GuildRoleUpdateEvent { GuildId = GuildId, Role = new Role { Id = Everyone } });
        int begun = 0;
        int done = 0;
        using var reading = new Barrier(3);
        Task[] readers = [Start(() => Read(Ann)), Start(() => Read(Ben))];
        reading.SignalAndWait(Cancellation);
        await Start(Write);
        await Task.WhenAll(readers);

        void Write()
        {
            var random = new Random(22);
            for (int serial = 1; serial <= Changes; serial++)
            {
                Volatile.Write(ref begun, serial);
                sample.Tell(new GuildRoleUpdateEvent { GuildId = GuildId, Role = new Role { Id = Moderators, Permissions = (Permissions)((ulong)serial << 20) } });
                if (serial == 1)
                {
                    sample.Tell(new GuildMemberUpdateEvent { GuildId = GuildId, User = new User { Id = Ann, Username = "ann" }, Roles = [Moderators] });
                    sample.Tell(new GuildMemberUpdateEvent { GuildId = GuildId, User = new User { Id = Ben, Username = "ben" }, Roles = [Moderators, 9_999] });
                }

                Volatile.Write(ref done, serial);

                // Roles come, are given and go, so that the list of ids grows and the table is replaced.
                Id<Role> other = (ulong)random.Next(500, 3_000);
                sample.Tell(new GuildRoleCreateEvent { GuildId = GuildId, Role = new Role { Id = other, Name = new string('r', random.Next(100)) } });
                sample.Tell(new GuildMemberUpdateEvent { GuildId = GuildId, User = new User { Id = Ben, Username = "ben" }, Roles = [other, Moderators, 9_999] });
                sample.Tell(new GuildRoleDeleteEvent { GuildId = GuildId, RoleId = (ulong)random.Next(500, 3_000) });
            }
        }

        void Read(Id<User> member)
        {
            reading.SignalAndWait(Cancellation);
            int least;
            do
            {
                least = Volatile.Read(ref done);
                ulong granted = (ulong)sample.Guild.GetPermissions(member)!.Value >> 20;
                if (least > 0)
                {
                    Assert.InRange((int)granted, least, Volatile.Read(ref begun));
                }
            }
            while (least < Changes);
        }

        static Task Start(Action action) => Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(250)]
    [InlineData(4_094)]
    [InlineData(4_095)]
    [InlineData(4_096)]
    [InlineData(9_000)]
    public void All_roles_grant_what_they_grant_however_many_there_are_and_whatever_their_ids(int count)
    {
        // Discord never gives these ids; none may be taken for a mark.
        ulong[] ids = [.. Enumerable.Range(0, count).Select(role => role % 2 == 0 ? ulong.MaxValue - (ulong)role : 1_000 + (ulong)role)];
        var sample = new StateSample(isLoaded: false);
        sample.Tell(Created with
        {
            Guild = Created.Guild with { Roles = [.. ids.Select((id, number) => new Role { Id = id, Permissions = Kinds[number % Kinds.Length] })] },
            Members = [.. ids.Select((id, number) => Member((ulong)number + 10_000, "m", id, 7)), Member(Ann, "ann")],
        });

        Assert.Equal(Permissions.None, sample.Guild.GetPermissions(Ann));
        Assert.All(ids.Index(), role => Assert.Equal(Kinds[role.Index % Kinds.Length], sample.Guild.GetPermissions((ulong)role.Index + 10_000)));
    }

    [Fact]
    public async Task Permissions_are_those_of_the_records_in_channels_too_also_after_restarts_and_outages()
    {
        ChannelType[] types = [ChannelType.GuildText, ChannelType.GuildVoice, ChannelType.GuildStageVoice, ChannelType.GuildForum];
        var random = new Random(23);
        MemoryStateStore store = new();
        var state = new BotState(new BotStateOptions { Store = store });
        long sequence = 0;
        Tell(new ReadyEvent { SessionId = "session", User = new User { Id = Bot } });
        Tell(Created);
        int different = 0;
        for (int change = 0; change < 4_000; change++)
        {
            Id<Role> roleId = RandomRole();
            switch (random.Next(400))
            {
                case 0:
                    await state.SaveAsync();
                    state = new BotState(new BotStateOptions { Store = store });
                    Assert.NotNull(await state.RestoreAsync(new ShardSession("session", null, sequence), Options, Cancellation));
                    break;
                case 1:
                    Tell(new GuildDeleteEvent { Guild = new UnavailableGuild { Id = GuildId, Unavailable = true } });
                    break;
                case 2:
                    Tell(Created with { Guild = state.Find(GuildId)!.Value.Read(), Threads = Created.Threads });
                    break;
                case < 40:
                    Tell(new GuildRoleDeleteEvent { GuildId = GuildId, RoleId = roleId });
                    break;
                case < 50:
                    Guild read = state.Find(GuildId)!.Value.Read();
                    Tell(new GuildUpdateEvent
                    {
                        Guild = read with
                        {
                            OwnerId = random.Next(3) == 0 ? Ann : 999,
                            Roles = [.. read.Roles.Where(_ => random.Next(4) != 0).Where(role => role.Id != Everyone), new Role { Id = Everyone, Permissions = Pick() }],
                        },
                    });
                    break;
                case < 150:
                    Tell(new GuildRoleUpdateEvent { GuildId = GuildId, Role = new Role { Id = random.Next(10) == 0 ? Everyone : roleId, Permissions = Pick() } });
                    break;
                case < 250:
                    Tell(new ChannelUpdateEvent
                    {
                        Channel = Channel(Text, "talk", types[random.Next(types.Length)]) with
                        {
                            PermissionOverwrites =
                            [
                                .. Enumerable.Range(0, random.Next(20)).Select(_ => RandomRole()).Append(Everyone).Distinct().Select(id => new Overwrite { Id = id.As<EntityTag>(), Allow = PickOverwrite(), Deny = PickOverwrite() }),
                                new Overwrite { Id = Ann.As<EntityTag>(), Type = OverwriteType.Member, Allow = PickOverwrite(), Deny = PickOverwrite() },
                            ],
                        },
                    });
                    break;
                default:
                    Tell(new GuildMemberUpdateEvent
                    {
                        GuildId = GuildId,
                        User = new User { Id = Ann, Username = "ann" },
                        Roles = [.. Enumerable.Range(0, random.Next(6)).Select(_ => RandomRole()).Distinct()],
                        CommunicationDisabledUntil = random.Next(8) == 0 ? DateTimeOffset.UtcNow.AddDays(random.Next(2) == 0 ? 1 : -1) : null,
                    });
                    break;
            }

            GuildView view = state.Find(GuildId)!.Value;
            (Guild guild, GuildMember member, Channel channel) = (view.Read(), view.FindMember(Ann)!, view.FindChannel(Text)!);
            Assert.Equal(PermissionOracle.InGuild(guild, member, DateTimeOffset.UtcNow), (ulong)view.GetPermissions(Ann)!);
            Assert.Equal(PermissionOracle.InChannel(guild, member, channel, DateTimeOffset.UtcNow), (ulong)view.GetPermissions(Ann, Text)!);
            if (view.FindChannel(Topic) is not null)
            {
                Assert.Equal(PermissionOracle.InThread(guild, member, channel, DateTimeOffset.UtcNow), (ulong)view.GetPermissions(Ann, Topic)!);
            }

            different += view.GetPermissions(Ann) != view.GetPermissions(Ann, Text) ? 1 : 0;
        }

        Assert.InRange(different, 1_000, 4_000);

        Id<Role> RandomRole() => (ulong)(500 + random.Next(40));

        // Half of them let a member see channels, without which nothing else counts.
        Permissions PickOverwrite() => ((Permissions)(random.NextInt64(1L << 47) & random.NextInt64(1L << 47)) | (random.Next(2) == 0 ? Permissions.ViewChannel : Permissions.None)) & ~Permissions.Administrator;

        Permissions Pick() => PickOverwrite() | (random.Next(120) == 0 ? Permissions.Administrator : Permissions.None);

        void Tell(GatewayEvent told) => state.Apply(told with { Sequence = ++sequence });
    }

    private static void Change(StateSample sample, Random random)
    {
        Id<Role> roleId = (ulong)(500 + random.Next(30));
        var role = new Role { Id = roleId, Permissions = Kinds[random.Next(Kinds.Length)] };
        switch (random.Next(5))
        {
            case 0:
                sample.Tell(new GuildRoleDeleteEvent { GuildId = GuildId, RoleId = roleId });
                break;
            case 1:
                sample.Tell(new GuildMemberUpdateEvent
                {
                    GuildId = GuildId,
                    User = new User { Id = Ann, Username = "ann" },
                    Roles = [.. Enumerable.Range(0, random.Next(12)).Select(_ => (Id<Role>)(ulong)(500 + random.Next(30)))],
                });
                break;
            default:
                sample.Tell(new GuildRoleUpdateEvent { GuildId = GuildId, Role = role });
                break;
        }
    }

    private static Permissions? Expected(GuildView guild, Id<User> member) => guild.Read().GetPermissions(guild.FindMember(member)!, DateTimeOffset.UtcNow);
}
