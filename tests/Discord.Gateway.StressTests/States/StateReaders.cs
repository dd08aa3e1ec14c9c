using System.Collections.Concurrent;
using Discord.Gateway.Models;
using Discord.Gateway.State;
using Discord.Gateway.Tests.State;

namespace Discord.Gateway.StressTests.States;

/// <summary>
/// Threads that read a state while it changes. The members and channels that are in each guild at any time must be found, each once in every list, and whole: all texts of one are the same.
/// </summary>
internal sealed class StateReaders(Func<BotState> getState) : IDisposable
{
    private static readonly HashSet<ulong> Fixed = [.. RandomEvents.FixedIds];

    private readonly ConcurrentQueue<string> _problems = [];
    private readonly List<Thread> _threads = [];
    private long _reads;
    private volatile bool _isOver;

    /// <summary>What was wrong.</summary>
    internal IReadOnlyCollection<string> Problems => _problems;

    /// <summary>How many entities were read.</summary>
    internal long Reads => Interlocked.Read(ref _reads);

    internal void Start(int count)
    {
        for (int seed = 1; seed <= count; seed++)
        {
            var random = new Random(seed);
            var thread = new Thread(() => Read(random)) { IsBackground = true };
            thread.Start();
            _threads.Add(thread);
        }
    }

    public void Dispose()
    {
        _isOver = true;
        _threads.ForEach(thread => thread.Join());
    }

    private void Read(Random random)
    {
        try
        {
            while (!_isOver && _problems.IsEmpty)
            {
                if (getState().Find(RandomEvents.GuildIds[random.Next(RandomEvents.GuildIds.Count)]) is { } guild)
                {
                    Look(guild, random);
                }
                else
                {
                    // The bot has left it: the writer may need the processor to let it join again.
                    Thread.Yield();
                }
            }
        }
        catch (Exception error)
        {
            _problems.Enqueue(error.ToString());
        }
    }

    private void Look(GuildView guild, Random random)
    {
        ulong id = RandomEvents.FixedIds[random.Next(Fixed.Count)];
        switch (random.Next(8))
        {
            case 0:
                Require(AreAll(guild.Members.Select(member => member.User!.Id.Value)), $"of the members {guild.Id} always has, one is missing or there twice");
                break;
            case 1:
                Require(AreAll(guild.Channels.Select(channel => channel.Id.Value)), $"of the channels {guild.Id} always has, one is missing or there twice");
                break;
            case 2:
                // Others come and go: they are what they say they are.
                Require(Array.TrueForAll([.. guild.Threads], thread => thread.Type == ChannelType.PublicThread && thread.Id.Value is >= 250 and < 260), "a thread is something else");
                Require(Array.TrueForAll([.. guild.Presences], presence => presence.Activities.Count == 1), "a presence is something else");
                break;
            case 3:
                Require(guild.GetPermissions(id, RandomEvents.FixedIds[0]) is not null, $"the permissions of {id} in {guild.Id} cannot be told");
                break;
            case 4:
                Require(guild.Read() is { Name.Length: > 0 } read && read.Id == guild.Id && read.Roles.Any(role => role.Id == guild.Id.As<Role>()), $"{guild.Id} is not itself, or without @everyone");
                break;
            case 5:
                Channel? channel = guild.FindChannel(id);
                Require(channel?.Id.Value == id && channel.Name == channel.Topic && IsWhole(channel.Name), $"channel {id} of {guild.Id} is missing or torn: {channel}");
                break;
            default:
                GuildMember? member = guild.FindMember(id);
                Require(
                    member?.User?.Id.Value == id && member.Nick == member.User.Username && member.Nick == member.User.GlobalName && IsWhole(member.Nick),
                    $"member {id} of {guild.Id} is missing or torn: {member}");
                break;
        }

        Interlocked.Increment(ref _reads);
    }

    private static bool AreAll(IEnumerable<ulong> ids) => ids.Where(Fixed.Contains).Order().SequenceEqual(RandomEvents.FixedIds);

    private static bool IsWhole(string? text) => text is { Length: > 0 } && !text.AsSpan().ContainsAnyExcept(text[0]);

    private void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            _problems.Enqueue(otherwise);
        }
    }
}
