using System.Numerics;
using Discord.Gateway.Models;

namespace Discord.Gateway.State;

/// <summary>What is kept: what the bot wants, of what the shards' intents keep up to date.</summary>
internal sealed class StatePolicy
{
    private readonly StateParts _parts;
    private readonly GatewayIntents _intents;
    private readonly Func<Id<Guild>, GuildMember, bool>? _keepMember;
    private readonly Action<Exception> _onFailed;

    internal StatePolicy(BotStateOptions options, GatewayIntents intents, TimeProvider time, bool isSaved, Action<Exception> onFailed)
    {
        Time = time;
        IsSaved = isSaved;
        _intents = intents;
        _parts = options.Parts
            & ~(Lacks(GatewayIntents.GuildExpressions) ? StateParts.Emojis | StateParts.Stickers | StateParts.SoundboardSounds : 0)
            & ~(Lacks(GatewayIntents.GuildVoiceStates) ? StateParts.VoiceStates : 0)
            & ~(Lacks(GatewayIntents.GuildScheduledEvents) ? StateParts.ScheduledEvents : 0)
            & ~(Lacks(GatewayIntents.GuildPresences) ? StateParts.Presences : 0);
        _keepMember = options.KeepMember;
        _onFailed = onFailed;
        KeepsActivities = options.KeepActivities;
        MessagesPerChannel = Lacks(GatewayIntents.GuildMessages) ? 0 : options.MessagesPerChannel;
    }

    /// <summary>What tells whether a timeout is over.</summary>
    internal TimeProvider Time { get; }

    /// <summary>Whether there is a store.</summary>
    internal bool IsSaved { get; }

    internal bool KeepsActivities { get; }

    internal int MessagesPerChannel { get; }

    /// <summary>Whether Discord tells how members change.</summary>
    internal bool KeepsMembers => Keeps(StateParts.Members) && !Lacks(GatewayIntents.GuildMembers);

    internal bool KeepsAllMembers => KeepsMembers && _keepMember is null;

    internal bool Keeps(StateParts part) => (_parts & part) != 0;

    /// <summary>Whether a member is kept who is neither the bot nor in a voice channel.</summary>
    internal bool Keeps(Id<Guild> guildId, GuildMember member)
    {
        if (!KeepsMembers || _keepMember is null)
        {
            return KeepsMembers;
        }

        try
        {
            return _keepMember(guildId, member);
        }
        catch (Exception error)
        {
            _onFailed(error);
            return true;
        }
    }

    /// <summary>Names what is kept.</summary>
    public override string ToString()
    {
        StateParts kept = KeepsMembers || Keeps(StateParts.VoiceStates) ? _parts : _parts & ~StateParts.Members;
        IEnumerable<string> names = Enum.GetValues<StateParts>().Where(part => BitOperations.IsPow2((int)part) && (kept & part) != 0).Select(part => part.ToString());
        return string.Join(", ", ["Guilds", "Roles", .. names, .. MessagesPerChannel > 0 ? [$"{MessagesPerChannel} messages of each channel"] : Array.Empty<string>()]);
    }

    /// <summary>What the options ask for in so many words, and Discord does not tell these shards.</summary>
    internal IEnumerable<(string Option, GatewayIntents Intent, string Consequence)> Unmet(BotStateOptions options)
    {
        if ((options.Parts & StateParts.Presences) != 0 && Lacks(GatewayIntents.GuildPresences))
        {
            yield return (nameof(BotStateOptions.Parts), GatewayIntents.GuildPresences, "presences are not kept");
        }

        if (options.KeepMember is not null && Lacks(GatewayIntents.GuildMembers))
        {
            yield return (nameof(BotStateOptions.KeepMember), GatewayIntents.GuildMembers, "only members in voice channels are kept, and the bot");
        }

        if (options.MessagesPerChannel > 0 && Lacks(GatewayIntents.GuildMessages))
        {
            yield return (nameof(BotStateOptions.MessagesPerChannel), GatewayIntents.GuildMessages, "no messages are kept");
        }
        else if (options.MessagesPerChannel > 0 && Lacks(GatewayIntents.MessageContent))
        {
            yield return (nameof(BotStateOptions.MessagesPerChannel), GatewayIntents.MessageContent, "most messages are kept without what they say");
        }
    }

    private bool Lacks(GatewayIntents intent) => (_intents & intent) == 0;
}
