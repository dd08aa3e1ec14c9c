using System.Text.Json;

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
                    simulator.DispatchTo(connection, "SOUNDBOARD_SOUNDS", $$"""{"soundboard_sounds":[],"guild_id":"{{id}}"}""");
                }

                break;
            case GatewayOpcode.RequestChannelInfo:
                simulator.DispatchTo(connection, "CHANNEL_INFO", $$"""{"guild_id":"{{SimulatorJson.GetString(data, "guild_id")}}","channels":[]}""");
                break;
        }
    }

    private void AnswerMembers(SimulatedConnection connection, JsonElement data)
    {
        ulong guildId = SimulatorJson.GetId(data, "guild_id")!.Value;
        string? nonce = SimulatorJson.GetString(data, "nonce");
        string? query = SimulatorJson.GetString(data, "query");
        long limit = SimulatorJson.GetInteger(data, "limit") ?? 0;
        if (query == "" && limit == 0 && !simulator.TryTakeFullRequest(guildId, out TimeSpan retryAfter))
        {
            simulator.DispatchTo(connection, "RATE_LIMITED", SimulatorJson.Write(writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("opcode", (int)GatewayOpcode.RequestGuildMembers);
                writer.WriteNumber("retry_after", retryAfter.TotalSeconds);
                writer.WriteStartObject("meta");
                WriteHead(writer, guildId, nonce);
                writer.WriteEndObject();
                writer.WriteEndObject();
            }));
            return;
        }

        SimulatedGuild? guild = simulator.Guilds.FirstOrDefault(guild => guild.Id == guildId);
        int[] members = guild is null ? [] : [.. Select(guild, data, query, limit)];
        int chunkCount = Math.Max(1, (members.Length + ChunkSize - 1) / ChunkSize);
        for (int index = 0; index < chunkCount; index++)
        {
            simulator.DispatchTo(connection, "GUILD_MEMBERS_CHUNK", SimulatorJson.Write(writer =>
            {
                writer.WriteStartObject();
                WriteHead(writer, guildId, nonce);
                writer.WriteNumber("chunk_index", index);
                writer.WriteNumber("chunk_count", chunkCount);
                writer.WriteStartArray("members");
                foreach (int member in members.Skip(index * ChunkSize).Take(ChunkSize))
                {
                    guild!.WriteMember(writer, member);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            }));
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
        string guildId = SimulatorJson.GetString(data, "guild_id")!;
        string? channelId = SimulatorJson.GetString(data, "channel_id");
        simulator.DispatchTo(connection, "VOICE_STATE_UPDATE", SimulatorJson.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("guild_id", guildId);
            writer.WriteString("channel_id", channelId);
            writer.WriteString("user_id", simulator.Options.BotId.ToString());
            writer.WriteString("session_id", "voice-session");
            foreach (string flag in (ReadOnlySpan<string>)["deaf", "mute", "self_video", "suppress"])
            {
                writer.WriteBoolean(flag, false);
            }

            writer.WriteBoolean("self_mute", data.GetProperty("self_mute").GetBoolean());
            writer.WriteBoolean("self_deaf", data.GetProperty("self_deaf").GetBoolean());
            writer.WriteNull("request_to_speak_timestamp");
            writer.WriteEndObject();
        }));
        if (channelId is not null)
        {
            simulator.DispatchTo(connection, "VOICE_SERVER_UPDATE", SimulatorJson.Write(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("token", "voice-token");
                writer.WriteString("guild_id", guildId);
                writer.WriteString("endpoint", "voice.simulator:443");
                writer.WriteEndObject();
            }));
        }
    }

    private static void WriteHead(Utf8JsonWriter writer, ulong guildId, string? nonce)
    {
        writer.WriteString("guild_id", guildId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (nonce is not null)
        {
            writer.WriteString("nonce", nonce);
        }
    }
}
