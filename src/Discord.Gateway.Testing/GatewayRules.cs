using System.Text.Json;

namespace Discord.Gateway.Testing;

/// <summary>What Discord checks of a client's payloads, and the close code of each breach.</summary>
internal sealed class GatewayRules(GatewaySimulatorOptions options)
{
    private const int MaxPayloadSize = 4096;
    private const int MaxPayloads = 120;
    private static readonly TimeSpan PayloadWindow = TimeSpan.FromSeconds(60);

    internal sealed record Breach(GatewayCloseCode Code, string Description);

    /// <summary>Reads the <c>shard</c> of an identify; null if it makes no sense.</summary>
    internal static ShardId? ReadShard(JsonElement data)
    {
        if (!data.TryGetProperty("shard", out JsonElement shard))
        {
            return ShardId.Single;
        }

        return shard.ValueKind == JsonValueKind.Array && shard.GetArrayLength() == 2
            && shard[0].TryGetInt32(out int index) && shard[1].TryGetInt32(out int total) && index >= 0 && index < total
            ? new ShardId(index, total) : null;
    }

    /// <summary>The rules for every payload: size, JSON, rate, opcode, and its time.</summary>
    internal static Breach? CheckPayload(SimulatedConnection connection, ReadOnlyMemory<byte> payload, DateTimeOffset now)
    {
        connection.PayloadTimes.Enqueue(now);
        while (now - connection.PayloadTimes.Peek() >= PayloadWindow)
        {
            connection.PayloadTimes.Dequeue();
        }

        if (connection.PayloadTimes.Count > MaxPayloads)
        {
            return new(GatewayCloseCode.RateLimited, $"sent {connection.PayloadTimes.Count} payloads within {PayloadWindow.TotalSeconds} s");
        }

        if (payload.Length > MaxPayloadSize)
        {
            return new(GatewayCloseCode.DecodeError, $"sent {payload.Length} bytes");
        }

        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(payload);
            root = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return new(GatewayCloseCode.DecodeError, "sent what is not JSON");
        }

        if (SimulatorJson.GetInteger(root, "op") is not { } opcode)
        {
            return new(GatewayCloseCode.DecodeError, "sent a payload without an opcode");
        }

        JsonElement data = root.TryGetProperty("d", out JsonElement d) ? d : default;
        return CheckState(connection, (GatewayOpcode)opcode) ?? CheckData((GatewayOpcode)opcode, data);
    }

    internal Breach? CheckIdentify(JsonElement data, IEnumerable<SimulatedGuild> guilds)
    {
        if (SimulatorJson.GetString(data, "token") != options.Token)
        {
            return new(GatewayCloseCode.AuthenticationFailed, "identified with a wrong token");
        }

        if (ReadShard(data) is not { } shardId)
        {
            return new(GatewayCloseCode.InvalidShard, "identified with an invalid shard");
        }

        var intents = (GatewayIntents)SimulatorJson.GetInteger(data, "intents")!.Value;
        if ((intents & ~GatewayIntents.All) != 0)
        {
            return new(GatewayCloseCode.InvalidIntents, $"identified with unknown intents {(long)intents}");
        }

        if ((intents & ~options.AllowedIntents) != 0)
        {
            return new(GatewayCloseCode.DisallowedIntents, $"identified with {intents & ~options.AllowedIntents}, not enabled for the bot");
        }

        return guilds.Count(guild => shardId.Serves(guild.Id)) > options.MaxGuildsPerShard
            ? new(GatewayCloseCode.ShardingRequired, "identified with too many guilds for the shard") : null;
    }

    internal Breach? CheckResume(JsonElement data) => SimulatorJson.GetString(data, "token") == options.Token
        ? null : new(GatewayCloseCode.AuthenticationFailed, "resumed with a wrong token");

    private static Breach? CheckState(SimulatedConnection connection, GatewayOpcode opcode) => opcode switch
    {
        GatewayOpcode.Heartbeat => null,
        GatewayOpcode.Identify or GatewayOpcode.Resume => connection.Session is null
            ? null : new(GatewayCloseCode.AlreadyAuthenticated, $"sent {opcode} on a connection with a session"),
        GatewayOpcode.PresenceUpdate or GatewayOpcode.VoiceStateUpdate or GatewayOpcode.RequestGuildMembers
            or GatewayOpcode.RequestSoundboardSounds or GatewayOpcode.RequestChannelInfo => connection.Session is not null
            ? null : new(GatewayCloseCode.NotAuthenticated, $"sent {opcode} without a session"),
        _ => new(GatewayCloseCode.UnknownOpcode, $"sent opcode {(int)opcode}"),
    };

    private static Breach? CheckData(GatewayOpcode opcode, JsonElement data)
    {
        bool isValid = opcode switch
        {
            GatewayOpcode.Heartbeat => data.ValueKind is JsonValueKind.Null or JsonValueKind.Number,
            GatewayOpcode.Identify => SimulatorJson.IsKind(data, "token", JsonValueKind.String)
                && SimulatorJson.IsKind(data, "properties", JsonValueKind.Object)
                && SimulatorJson.GetInteger(data, "intents") is not null
                && (SimulatorJson.GetInteger(data, "large_threshold") ?? 50) is >= 50 and <= 250
                && (!data.TryGetProperty("presence", out JsonElement presence) || IsPresence(presence)),
            GatewayOpcode.Resume => SimulatorJson.IsKind(data, "token", JsonValueKind.String)
                && SimulatorJson.IsKind(data, "session_id", JsonValueKind.String) && SimulatorJson.GetInteger(data, "seq") is not null,
            GatewayOpcode.PresenceUpdate => IsPresence(data),
            GatewayOpcode.VoiceStateUpdate => SimulatorJson.GetId(data, "guild_id") is not null
                && SimulatorJson.IsKind(data, "channel_id", JsonValueKind.String, JsonValueKind.Null)
                && SimulatorJson.IsKind(data, "self_mute", JsonValueKind.True, JsonValueKind.False)
                && SimulatorJson.IsKind(data, "self_deaf", JsonValueKind.True, JsonValueKind.False),
            GatewayOpcode.RequestGuildMembers => SimulatorJson.GetId(data, "guild_id") is not null
                && (SimulatorJson.IsKind(data, "query", JsonValueKind.String)
                    ? SimulatorJson.GetInteger(data, "limit") is not null
                    : SimulatorJson.IsKind(data, "user_ids", JsonValueKind.Array, JsonValueKind.String)),
            GatewayOpcode.RequestSoundboardSounds => SimulatorJson.IsKind(data, "guild_ids", JsonValueKind.Array),
            GatewayOpcode.RequestChannelInfo => SimulatorJson.GetId(data, "guild_id") is not null
                && SimulatorJson.IsKind(data, "fields", JsonValueKind.Array),
            _ => true,
        };
        return isValid ? null : new(GatewayCloseCode.DecodeError, $"sent {opcode} with data that is not valid");
    }

    private static bool IsPresence(JsonElement presence) =>
        SimulatorJson.IsKind(presence, "since", JsonValueKind.Null, JsonValueKind.Number)
        && SimulatorJson.IsKind(presence, "activities", JsonValueKind.Array)
        && SimulatorJson.GetString(presence, "status") is "online" or "idle" or "dnd" or "invisible"
        && SimulatorJson.IsKind(presence, "afk", JsonValueKind.True, JsonValueKind.False);
}
