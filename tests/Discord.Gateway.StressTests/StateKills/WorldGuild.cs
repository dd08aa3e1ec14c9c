using Discord.Gateway.KillableBot;
using Discord.Gateway.Models;
using Discord.Gateway.State;
using Discord.Gateway.Testing;

namespace Discord.Gateway.StressTests.StateKills;

/// <summary>A guild that changes at random, and what is true of it.</summary>
internal sealed class WorldGuild
{
    private const int MostRoles = 8;
    private const int MostChannels = 12;
    private const int MostThreads = 8;
    private const int MostMembers = 30;
    private const int MostExpressions = 6;

    private readonly SimulatedGuild _guild;
    private readonly GatewaySimulator _gateway;
    private readonly Random _random;
    private readonly bool _mayGo;
    private GuildMember _bot = new();
    private int _names;

    /// <param name="guild">The guild.</param>
    /// <param name="gateway">Where it is.</param>
    /// <param name="random">What chooses its changes.</param>
    /// <param name="mayGo">Whether it may be in an outage, or without the bot.</param>
    internal WorldGuild(SimulatedGuild guild, GatewaySimulator gateway, Random random, bool mayGo)
    {
        (_guild, _gateway, _random, _mayGo) = (guild, gateway, random, mayGo);
        guild.UpdateBot(bot => _bot = bot);
    }

    internal SimulatedGuild Guild => _guild;

    internal GuildAvailability Availability { get; private set; } = GuildAvailability.Available;

    /// <summary>Whether the bot is a member.</summary>
    internal bool IsJoined { get; private set; } = true;

    /// <summary>Whether its events are dispatched.</summary>
    internal bool IsPresent => IsJoined && Availability == GuildAvailability.Available;

    /// <summary>Changes something, and lets the bot be told.</summary>
    /// <param name="mayTakeAway">
    /// False while sessions begin: one may be told of a guild without a member, and then that the member has left; and it is told of guilds that are in an outage as of others.
    /// </param>
    internal void Change(bool mayTakeAway)
    {
        if (!IsPresent)
        {
            if (_random.Next(20) == 0)
            {
                Return();
            }

            return;
        }

        switch (_random.Next(30))
        {
            case 0:
                _guild.Update(guild => guild with { Name = NewName(), Description = _random.Next(2) == 0 ? null : NewName() });
                break;
            case 1 when _guild.Roles.Count < MostRoles:
                _guild.AddRole(NewName(), (Permissions)_random.NextInt64(1L << 40));
                break;
            case 2:
                _guild.UpdateRole(Any(_guild.Roles).Id, role => role with { Name = NewName(), Permissions = (Permissions)_random.NextInt64(1L << 40) });
                break;
            case 3 when _guild.Roles.Count > 1:
                RemoveRole(_guild.Roles[^1].Id);
                break;
            case 4 or 5 when _guild.Channels.Count < MostChannels:
                var overwrite = new Overwrite { Id = AnyRole().Value, Type = OverwriteType.Role, Allow = Permissions.ViewChannel };
                _guild.AddChannel(NewName(), _random.Next(3) == 0 ? ChannelType.GuildVoice : ChannelType.GuildText, parent: null, overwrite);
                break;
            case 6 or 7:
                _guild.UpdateChannel(Any(_guild.Channels).Id, channel => channel with { Name = NewName(), Topic = _random.Next(2) == 0 ? null : NewName() });
                break;
            case 8 when _guild.Channels.Count > 1:
                RemoveChannel(_guild.Channels[^1].Id);
                break;
            case 9 or 10 when _guild.Threads.Count < MostThreads:
                _guild.AddThread(NewName(), Any(_guild.Channels).Id);
                break;
            case 11 when _guild.Threads.Count > 0:
                _guild.UpdateChannel(Any(_guild.Threads).Id, thread => thread with { Name = NewName() });
                break;
            case 12 when _guild.Threads.Count > 0:
                _guild.RemoveChannel(Any(_guild.Threads).Id);
                break;
            case 13 or 14 when _guild.MemberCount < MostMembers:
                _guild.AddMember(NewName(), AnyRole());
                break;
            case 15 or 16 or 17:
                _guild.UpdateMember(AnyMember(), member => member with { Nick = _random.Next(3) == 0 ? null : NewName(), Roles = [AnyRole()] });
                break;
            case 18 when mayTakeAway && _guild.MemberCount > 2:
                _guild.RemoveMember(AnyMember());
                break;
            case 19:
                _guild.UpdateBot(bot => _bot = bot with { Nick = NewName(), Roles = [AnyRole()] });
                break;
            case 20 or 21:
                _guild.SetVoiceState(AnyMember(), _random.Next(3) == 0 ? null : Any(_guild.Channels).Id, voice => voice with { SelfMute = _random.Next(2) == 0 });
                break;
            case 22 or 23 or 24:
                _guild.SetPresence(AnyMember(), _random.Next(3) == 0 ? UserStatus.Offline : UserStatus.Idle, new Activity { Name = NewName() });
                break;
            case 25 when _guild.Emojis.Count < MostExpressions:
                _guild.AddEmoji(NewName());
                break;
            case 26 when _guild.SoundboardSounds.Count < MostExpressions:
                _guild.AddSoundboardSound(NewName());
                break;
            case 27 when mayTakeAway && _mayGo && _random.Next(20) == 0:
                Go();
                break;
        }
    }

    /// <summary>What a bot should know of it; null if it is no member.</summary>
    internal WorldText? ToText()
    {
        bool isPresent = Availability == GuildAvailability.Available;
        return !IsJoined ? null : new WorldText
        {
            Guild = _guild.ToGuild(),
            Availability = Availability,
            MemberCount = _guild.MemberCount + 1,
            Channels = _guild.Channels,
            Threads = _guild.Threads,
            Members = [.. _guild.Members, _bot with { User = _gateway.Bot }],
            VoiceStates = isPresent ? _guild.VoiceStates : [],
            Presences = isPresent ? _guild.Presences : [],
            Sounds = _guild.SoundboardSounds,
        };
    }

    /// <summary>Ends its outage, or lets the bot join again.</summary>
    internal void Return()
    {
        if (!IsPresent)
        {
            (IsJoined, Availability) = (true, GuildAvailability.Available);
            _gateway.JoinGuildAsync(_guild).Wait();
        }
    }

    private void Go()
    {
        if (_random.Next(2) == 0)
        {
            IsJoined = false;
            _gateway.LeaveGuildAsync(_guild).Wait();
        }
        else
        {
            Availability = GuildAvailability.Unavailable;
            _gateway.DispatchAsync(new GuildDeleteEvent { Guild = new UnavailableGuild { Id = _guild.Id, Unavailable = true } }).Wait();
        }
    }

    private void RemoveRole(Id<Role> id)
    {
        _bot = _bot with { Roles = [.. _bot.Roles.Where(role => role != id)] };
        _guild.RemoveRole(id);
    }

    /// <summary>Who speaks in a channel leaves it before it goes: Discord tells nobody of it afterwards.</summary>
    private void RemoveChannel(Id<Channel> id)
    {
        foreach (VoiceState voice in _guild.VoiceStates.Where(voice => voice.ChannelId == id))
        {
            _guild.SetVoiceState(voice.UserId, channelId: null);
        }

        _guild.RemoveChannel(id);
    }

    private Id<Role> AnyRole() => Any(_guild.Roles).Id;

    private Id<User> AnyMember() => _guild.GetMemberId(_random.Next(_guild.MemberCount));

    private T Any<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private string NewName() => $"näme {++_names}";
}
