using System.Text;
using System.Text.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway.Testing;

/// <summary>What the simulator answers to the commands of an identified client.</summary>
internal sealed class CommandAnswers(GatewaySimulator simulator)
{
    private const int ChunkSize = 1000;
    private const int MaxFound = 100;
    private const int MaxNonce = 32;

    internal void Answer(SimulatedConnection connection, GatewayOpcode opcode, JsonElement data)
    {
        switch (opcode)
        {
            case GatewayOpcode.RequestGuildMembers:
                AnswerMembers(connection, data);
                break;
            case GatewayOpcode.VoiceStateUpdate:
                AnswerVoice(connection, data);
                break;
            case GatewayOpcode.RequestSoundboardSounds:
                foreach (JsonElement id in data.GetProperty("guild_ids").EnumerateArray())
                {
                    if (FindGuild(connection, SimulatorJson.ReadId(id)!.Value) is { } soundGuild)
                    {
                        simulator.DispatchTo(connection, new SoundboardSoundsEvent { GuildId = soundGuild.Id, SoundboardSounds = soundGuild.SoundboardSounds });
                    }
                }

                break;
            case GatewayOpcode.RequestChannelInfo when FindGuild(connection, SimulatorJson.GetId(data, "guild_id")!.Value) is { } infoGuild:
                string?[] fields = [.. data.GetProperty("fields").EnumerateArray().Select(field => field.GetString())];
                simulator.DispatchTo(connection, new ChannelInfoEvent
                {
                    GuildId = infoGuild.Id,
                    Channels = infoGuild.GetChannelInfo(fields.Contains("status"), fields.Contains("voice_start_time")),
                });
                break;
        }
    }

    /// <summary>A guild that the connection's shard serves. Of others it is told nothing.</summary>
    private SimulatedGuild? FindGuild(SimulatedConnection connection, ulong guildId) =>
        connection.Session?.Guilds.Contains(guildId) == true ? simulator.Guilds.FirstOrDefault(guild => guild.Id == guildId) : null;

    private void AnswerMembers(SimulatedConnection connection, JsonElement data)
    {
        Id<Guild> guildId = SimulatorJson.GetId(data, "guild_id")!.Value;
        string? nonce = SimulatorJson.GetString(data, "nonce");
        string? query = SimulatorJson.GetString(data, "query");
        long limit = SimulatorJson.GetInteger(data, "limit") ?? 0;
        GatewayIntents intents = connection.Session?.Intents ?? GatewayIntents.None;
        if (query == "" && limit == 0 && !intents.HasFlag(GatewayIntents.GuildMembers))
        {
            simulator.Violate(connection, code: null, $"requested all members of guild {guildId} without GUILD_MEMBERS: not answered");
            return;
        }

        bool wantsPresences = SimulatorJson.IsKind(data, "presences", JsonValueKind.True);
        if (wantsPresences && !intents.HasFlag(GatewayIntents.GuildPresences))
        {
            simulator.Violate(connection, code: null, $"requested presences of guild {guildId} without GUILD_PRESENCES: they are omitted");
            wantsPresences = false;
        }

        if (query == "" && limit == 0 && !simulator.TryTakeFullRequest(guildId.Value, out TimeSpan retryAfter))
        {
            simulator.DispatchTo(connection, new RateLimitedEvent
            {
                Opcode = GatewayOpcode.RequestGuildMembers,
                RetryAfterSeconds = retryAfter.TotalSeconds,
                Meta = new RateLimitedMeta { GuildId = guildId, Nonce = nonce },
            });
            return;
        }

        SimulatedGuild? guild = simulator.Guilds.FirstOrDefault(guild => guild.Id == guildId);
        HashSet<Id<User>>? wanted = query is null ? ReadIds(data) : null;
        GuildMember[] members = guild is null ? [] : [.. Select(guild, wanted, query, limit)];
        Id<User>[] notFound = wanted is null ? [] : [.. wanted.Except(members.Select(member => member.User!.Id))];
        int chunkCount = Math.Max(1, (members.Length + ChunkSize - 1) / ChunkSize);
        for (int index = 0; index < chunkCount; index++)
        {
            GuildMember[] chunk = [.. members.Skip(index * ChunkSize).Take(ChunkSize)];
            simulator.DispatchTo(connection, new GuildMembersChunkEvent
            {
                GuildId = guildId,
                Members = chunk,
                ChunkIndex = index,
                ChunkCount = chunkCount,
                NotFound = index == 0 ? notFound : [],
                Presences = wantsPresences ? [.. PresencesOf(guild!, chunk)] : [],
                Nonce = simulator.LeaveOutNonces || Encoding.UTF8.GetByteCount(nonce ?? "") > MaxNonce ? null : nonce,
            });
        }
    }

    private static IEnumerable<Presence> PresencesOf(SimulatedGuild guild, GuildMember[] members)
    {
        HashSet<Id<User>> ids = [.. members.Select(member => member.User!.Id)];
        return guild.Presences.Where(presence => ids.Contains(presence.User.Id)).Select(presence => presence with { GuildId = null });
    }

    private static HashSet<Id<User>> ReadIds(JsonElement data)
    {
        JsonElement ids = data.GetProperty("user_ids");
        IEnumerable<JsonElement> all = ids.ValueKind == JsonValueKind.Array ? ids.EnumerateArray() : [ids];
        return [.. all.Take(MaxFound).Select(id => (Id<User>)(SimulatorJson.ReadId(id) ?? 0))];
    }

    private IEnumerable<GuildMember> Select(SimulatedGuild guild, HashSet<Id<User>>? wanted, string? query, long limit)
    {
        IEnumerable<GuildMember> all = guild.Members.Prepend(guild.GetBot(simulator.Bot));
        if (wanted is not null)
        {
            return all.Where(member => wanted.Contains(member.User!.Id));
        }

        IEnumerable<GuildMember> found = all.Where(member => member.User!.Username.StartsWith(query!, StringComparison.OrdinalIgnoreCase)
            || member.Nick?.StartsWith(query!, StringComparison.OrdinalIgnoreCase) == true);

        // All members come only where all were asked for; a prefix finds a hundred.
        return limit == 0 && query == "" ? found : found.Take((int)Math.Clamp(limit == 0 ? MaxFound : limit, 0, MaxFound));
    }

    private void AnswerVoice(SimulatedConnection connection, JsonElement data)
    {
        Id<Guild> guildId = SimulatorJson.GetId(data, "guild_id")!.Value;
        Id<Channel>? channelId = SimulatorJson.GetId(data, "channel_id") is { } id ? id : null;
        if (connection.Session?.Intents.HasFlag(GatewayIntents.GuildVoiceStates) == true)
        {
            simulator.DispatchTo(connection, OwnVoiceState(guildId, channelId, data));
        }

        if (channelId is not null)
        {
            simulator.DispatchTo(connection, new VoiceServerUpdateEvent { Token = "voice-token", GuildId = guildId, Endpoint = "voice.simulator:443" });
        }
    }

    private VoiceStateUpdateEvent OwnVoiceState(Id<Guild> guildId, Id<Channel>? channelId, JsonElement data) => new()
    {
        VoiceState = new VoiceState
        {
            GuildId = guildId,
            ChannelId = channelId,
            UserId = simulator.Options.BotId,
            SessionId = "voice-session",
            SelfMute = data.GetProperty("self_mute").GetBoolean(),
            SelfDeaf = data.GetProperty("self_deaf").GetBoolean(),
        },
    };
}
