using System.Collections.Concurrent;
using System.Globalization;
using Discord.Gateway.Models;
using Discord.Gateway.State;
using Discord.Gateway.Testing;
using Discord.Gateway.Tests.Sharding;

namespace Discord.Gateway.Tests.State;

/// <summary>A bot whose process ends at any moment, between a save of its state and one of its session or after both, knows what is true in its next one, and handles what it has not handled.</summary>
public sealed class StateLivesTests : IAsyncDisposable
{
    private const int Lives = 25;

    private readonly ManagerWorld _world = new(shards: 1);
    private readonly MemoryStateStore _store = new();
    private readonly List<string> _transcript = [];
    private readonly ConcurrentQueue<long> _repeated = new();
    private readonly ConcurrentDictionary<long, bool> _handled = new();
    private int _said;
    private int _names;

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task It_knows_what_is_true_and_handles_each_message_after_every_kill(int seed)
    {
        var random = new Random(seed);
        _world.Options = _world.Options with { EventOrder = EventOrder.PerShard };
        await LiveAsync(random, Lives, async () =>
        {
            // As a kill leaves them: of the two, either may be the newer one.
            await _world.PassAsync(TimeSpan.FromMilliseconds(random.Next(8_000)));
            byte[]? snapshot = _store.Bytes.GetValueOrDefault(ShardId.Single);
            ShardSession? session = _world.Store.Sessions.SingleOrDefault();
            await ChangeAsync(random, random.Next(6));
            if (random.Next(2) == 0)
            {
                await _world.PassAsync(TimeSpan.FromMilliseconds(random.Next(8_000)));
                snapshot = random.Next(2) == 0 ? _store.Bytes.GetValueOrDefault(ShardId.Single) : snapshot;
                session = random.Next(2) == 0 ? _world.Store.Sessions.SingleOrDefault() : session;
            }

            await _world.StopAsync();
            _store.Bytes[ShardId.Single] = snapshot!;
            await _world.Store.SaveAsync(session!, ManagerWorld.Cancellation);
            return session!.Sequence;
        });
    }

    [Fact]
    public async Task It_knows_what_is_true_and_handles_each_message_once_after_every_stop()
    {
        var random = new Random(4);
        _world.Options = _world.Options with { EventOrder = EventOrder.PerShard };
        await LiveAsync(random, Lives, async () =>
        {
            await _world.StopAsync();
            return long.MaxValue;
        });
        Assert.Equal(_world.Handled.Distinct(), _world.Handled);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What is true of a guild, and what a bot knows of it.</summary>
    private static string Describe(IEnumerable<GuildMember> members, IEnumerable<Role> roles, IEnumerable<Channel> channels, int memberCount) => string.Join(
        '\n',
        [
            .. members.OrderBy(member => member.User!.Id.Value).Select(member => $"{member.User!.Username} {member.Nick} {string.Join(',', member.Roles)}"),
            .. roles.OrderBy(role => role.Id.Value).Select(role => $"{role.Name} {role.Permissions}"),
            .. channels.OrderBy(channel => channel.Id.Value).Select(channel => channel.Name),
            $"{memberCount} members",
        ]);

    private async Task LiveAsync(Random random, int lives, Func<Task<long>> endAsync)
    {
        long saved = 0;
        for (int life = 1; life <= lives; life++)
        {
            var state = new BotState(new BotStateOptions { Store = _store, SnapshotInterval = TimeSpan.FromSeconds(3) });
            _world.Options = _world.Options with { State = state };
            int handledBefore = _world.Handled.Count;
            await _world.StartAndConnectAsync(NoteAsync);
            await SayAsync(random);
            string last = Text(_said);
            await _world.AdvanceUntilAsync(() => _world.Handled.Contains(last), TimeSpan.FromMinutes(1));
            Check(state, life);
            string[] handled = [.. _world.Handled];
            Assert.Equal(Enumerable.Range(1, _said).Select(Text), handled.Distinct());
            Assert.All(_repeated, sequence => Assert.True(sequence > saved, $"life {life}: event {sequence} was handled again, and the session was saved at {saved}."));
            _repeated.Clear();

            await ChangeAsync(random, random.Next(12));
            if (life == 1)
            {
                await _world.AdvanceUntilAsync(() => _world.Store.Sessions.Count > 0, TimeSpan.FromMinutes(1));
            }

            int handledAtEnd = _world.Handled.Count;
            saved = await endAsync();
            await ChangeAsync(random, random.Next(6));
            _transcript.Add($"life {life}: {handledAtEnd - handledBefore} messages handled");
        }

        Assert.Equal(1, _world.Identifies);
    }

    private Task NoteAsync(Shard shard, GatewayEvent gatewayEvent, CancellationToken cancellationToken)
    {
        if (gatewayEvent is MessageCreateEvent { Sequence: { } sequence } && !_handled.TryAdd(sequence, true))
        {
            _repeated.Enqueue(sequence);
        }

        return Task.CompletedTask;
    }

    private void Check(BotState state, int life)
    {
        foreach (SimulatedGuild guild in _world.Guilds.Take(3))
        {
            GuildView known = state.Find(guild.Id) ?? throw new InvalidOperationException($"life {life}: {guild.Id} is not known.\n{string.Join('\n', _transcript)}");
            Assert.True(
                Describe(guild.Members, guild.Roles, guild.Channels, guild.MemberCount + 1)
                    == Describe(known.Members.Where(member => member.User!.Id != _world.Gateway.Bot.Id), known.Read().Roles, known.Channels, known.MemberCount),
                $"life {life}:\n{Describe(guild.Members, guild.Roles, guild.Channels, guild.MemberCount + 1)}\n\nbut is known as\n\n"
                    + $"{Describe(known.Members, known.Read().Roles, known.Channels, known.MemberCount)}\n{string.Join('\n', _transcript)}");
        }
    }

    private async Task ChangeAsync(Random random, int changes)
    {
        for (; changes > 0; changes--)
        {
            SimulatedGuild guild = _world.Guilds[random.Next(3)];
            Id<User> member = guild.GetMemberId(random.Next(guild.MemberCount));
            switch (random.Next(7))
            {
                case 0:
                    guild.AddMember($"name {++_names}");
                    break;
                case 1 when guild.MemberCount > 2:
                    guild.RemoveMember(member);
                    break;
                case 2:
                    guild.UpdateMember(member, known => known with { Nick = $"nick {++_names}", Roles = [guild.Roles[^1].Id] });
                    break;
                case 3:
                    guild.AddRole($"role {++_names}");
                    break;
                case 4:
                    guild.AddChannel($"channel {++_names}");
                    break;
                default:
                    await SayAsync(random);
                    break;
            }

            if (random.Next(4) == 0 && _world.Running is { IsCompleted: false })
            {
                await _world.PassAsync(TimeSpan.FromMilliseconds(random.Next(3_000)));
            }
        }
    }

    private Task SayAsync(Random random) => _world.SayAsync(random.Next(3), Text(++_said));
}
