using System.Text.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway.Testing;

/// <summary>What the simulator answers to the commands of an identified client.</summary>
internal sealed class CommandAnswers(GatewaySimulator simulator)
{
    private const int ChunkSize = 1000;

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
                    simulator.DispatchTo(connection, new SoundboardSoundsEvent { GuildId = Id<Guild>.Parse(id.GetString()!) });
                }

                break;
            case GatewayOpcode.RequestChannelInfo:
                simulator.DispatchTo(connection, new ChannelInfoEvent { GuildId = SimulatorJson.GetId(data, "guild_id")!.Value });
                break;
        }
    }

    private void AnswerMembers(SimulatedConnection connection, JsonElement data)
    {
        Id<Guild> guildId = SimulatorJson.GetId(data, "guild_id")!.Value;
        string? nonce = SimulatorJson.GetString(data, "nonce");
        string? query = SimulatorJson.GetString(data, "query");
        long limit = SimulatorJson.GetInteger(data, "limit") ?? 0;
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
        int[] members = guild is null ? [] : [.. Select(guild, data, query, limit)];
        int chunkCount = Math.Max(1, (members.Length + ChunkSize - 1) / ChunkSize);
        for (int index = 0; index < chunkCount; index++)
        {
            simulator.DispatchTo(connection, new GuildMembersChunkEvent
            {
                GuildId = guildId,
                Members = [.. members.Skip(index * ChunkSize).Take(ChunkSize).Select(member => guild!.GetMember(member))],
                ChunkIndex = index,
                ChunkCount = chunkCount,
                Nonce = nonce,
            });
        }
    }

    private static IEnumerable<int> Select(SimulatedGuild guild, JsonElement data, string? query, long limit)
    {
        IEnumerable<int> all = Enumerable.Range(0, guild.MemberCount);
        if (query is not null)
        {
            IEnumerable<int> found = all.Where(member => SimulatedGuild.GetMemberName(member).StartsWith(query, StringComparison.Ordinal));
            return limit == 0 ? found : found.Take((int)limit);
        }

        JsonElement ids = data.GetProperty("user_ids");
        HashSet<string?> wanted = ids.ValueKind == JsonValueKind.String ? [ids.GetString()] : [.. ids.EnumerateArray().Select(id => id.ToString())];
        return all.Where(member => wanted.Contains(guild.GetMemberId(member).ToString()));
    }

    private void AnswerVoice(SimulatedConnection connection, JsonElement data)
    {
        Id<Guild> guildId = SimulatorJson.GetId(data, "guild_id")!.Value;
        Id<Channel>? channelId = SimulatorJson.GetId(data, "channel_id") is { } id ? id : null;
        simulator.DispatchTo(connection, new VoiceStateUpdateEvent
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
        });
        if (channelId is not null)
        {
            simulator.DispatchTo(connection, new VoiceServerUpdateEvent { Token = "voice-token", GuildId = guildId, Endpoint = "voice.simulator:443" });
        }
    }
}
