using System.Text.Json;

namespace Discord.Gateway.Testing;

/// <summary>What Discord checks of a client's payloads, and the close code of each breach.</summary>
internal sealed class GatewayRules(GatewaySimulatorOptions options)
{
    private const int MaxPayloadSize = 4096;
    private const int MaxPayloads = 120;
    private static readonly TimeSpan PayloadWindow = TimeSpan.FromSeconds(60);

    private static readonly Field[] PresenceFields =
    [
        new("since", value => value.ValueKind is JsonValueKind.Null or JsonValueKind.Number, MayBeAbsent: true),
        new("activities", value => value.ValueKind is JsonValueKind.Array or JsonValueKind.Null, MayBeAbsent: true),
        new("status", value => IsText(value) && value.GetString() is "online" or "idle" or "dnd" or "invisible" or "offline"),
        new("afk", IsBoolean, MayBeAbsent: true),
    ];

    private static readonly Field[] IdentifyFields =
    [
        new("token", IsText),
        new("properties", value => value.ValueKind == JsonValueKind.Object),
        new("intents", IsInteger),
        new("large_threshold", value => IsInteger(value) && value.GetInt64() is >= 50 and <= 250, MayBeAbsent: true),
        new("presence", IsPresence, MayBeAbsent: true),
    ];

    private static readonly Field[] ResumeFields = [new("token", IsText), new("session_id", IsText), new("seq", IsInteger)];

    private static readonly Field[] VoiceFields =
    [
        new("guild_id", IsId),
        new("channel_id", value => value.ValueKind == JsonValueKind.Null || IsId(value)),
        new("self_mute", IsBoolean),
        new("self_deaf", IsBoolean),
    ];

    private static readonly Field[] MemberQueryFields = [new("guild_id", IsId), new("limit", IsInteger)];

    private static readonly Field[] MemberIdFields = [new("guild_id", IsId), new("user_ids", value => value.ValueKind == JsonValueKind.Array || IsId(value))];

    private static readonly Field[] SoundFields = [new("guild_ids", IsIds)];

    private static readonly Field[] ChannelInfoFields = [new("guild_id", IsId), new("fields", value => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(IsText))];

    internal sealed record Breach(GatewayCloseCode Code, string Description);

    /// <summary>Reads the <c>shard</c> of an identify; null if it makes no sense.</summary>
    internal static ShardId? ReadShard(JsonElement data)
    {
        if (!data.TryGetProperty("shard", out JsonElement shard))
        {
            return ShardId.Single;
        }

        return shard.ValueKind == JsonValueKind.Array && shard.GetArrayLength() == 2
            && shard[0].ValueKind == JsonValueKind.Number && shard[1].ValueKind == JsonValueKind.Number
            && shard[0].TryGetInt32(out int index) && shard[1].TryGetInt32(out int total) && index >= 0 && index < total
            ? new ShardId(index, total) : null;
    }

    /// <summary>The rules for every payload: size, JSON, rate, opcode, and its time. What is read of it is of use only if there is no breach.</summary>
    internal static Breach? CheckPayload(
        SimulatedConnection connection, ReadOnlyMemory<byte> payload, DateTimeOffset now, out GatewayOpcode opcode, out JsonElement data)
    {
        opcode = default;
        data = default;
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

        if (!SimulatorJson.TryParse(payload, out JsonElement root))
        {
            return new(GatewayCloseCode.DecodeError, "sent a payload that is not JSON");
        }

        if (SimulatorJson.GetInteger(root, "op") is not { } number)
        {
            return new(GatewayCloseCode.DecodeError, "sent a payload without an opcode");
        }

        if (number is < 0 or > byte.MaxValue)
        {
            return new(GatewayCloseCode.UnknownOpcode, $"sent opcode {number}");
        }

        opcode = (GatewayOpcode)number;
        data = root.TryGetProperty("d", out JsonElement d) ? d : default;
        return CheckState(connection, opcode) ?? CheckData(opcode, data);
    }

    internal Breach? CheckIdentify(JsonElement data, IEnumerable<SimulatedGuild> guilds)
    {
        if (!IsToken(data))
        {
            return new(GatewayCloseCode.AuthenticationFailed, "identified with a wrong token");
        }

        if (ReadShard(data) is not { } shardId)
        {
            return new(GatewayCloseCode.InvalidShard, "identified with an invalid shard");
        }

        long bits = SimulatorJson.GetInteger(data, "intents")!.Value;
        if ((bits & ~(long)GatewayIntents.All) != 0)
        {
            return new(GatewayCloseCode.InvalidIntents, $"identified with unknown intents {bits}");
        }

        var intents = (GatewayIntents)bits;

        if ((intents & ~options.AllowedIntents) != 0)
        {
            return new(GatewayCloseCode.DisallowedIntents, $"identified with {intents & ~options.AllowedIntents}, not enabled for the bot");
        }

        return guilds.Count(guild => shardId.Serves(guild.Id)) > options.MaxGuildsPerShard
            ? new(GatewayCloseCode.ShardingRequired, "identified with too many guilds for the shard") : null;
    }

    internal Breach? CheckResume(JsonElement data) => IsToken(data) ? null : new(GatewayCloseCode.AuthenticationFailed, "resumed with a wrong token");

    /// <summary>Discord takes the prefix of its REST API here too.</summary>
    private bool IsToken(JsonElement data)
    {
        string? token = SimulatorJson.GetString(data, "token");
        return token == options.Token || token == $"Bot {options.Token}";
    }

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
        string? field = opcode switch
        {
            GatewayOpcode.Heartbeat => data.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined || IsInteger(data) ? null : "d",
            _ when data.ValueKind != JsonValueKind.Object => "d",
            GatewayOpcode.Identify => FindBad(data, IdentifyFields),
            GatewayOpcode.Resume => FindBad(data, ResumeFields),
            GatewayOpcode.PresenceUpdate => FindBad(data, PresenceFields),
            GatewayOpcode.VoiceStateUpdate => FindBad(data, VoiceFields),
            GatewayOpcode.RequestGuildMembers => FindBad(data, SimulatorJson.IsKind(data, "query", JsonValueKind.String) ? MemberQueryFields : MemberIdFields),
            GatewayOpcode.RequestSoundboardSounds => FindBad(data, SoundFields),
            GatewayOpcode.RequestChannelInfo => FindBad(data, ChannelInfoFields),
            _ => null,
        };
        return field is null ? null : new(GatewayCloseCode.DecodeError, $"sent {opcode} with a field that is missing or not valid: {field}");
    }

    /// <summary>The first field that is not as it must be; null if all are.</summary>
    private static string? FindBad(JsonElement data, IReadOnlyList<Field> fields)
    {
        foreach (Field field in fields)
        {
            if (!data.TryGetProperty(field.Name, out JsonElement value))
            {
                if (!field.MayBeAbsent)
                {
                    return field.Name;
                }
            }
            else if (!field.IsValid(value))
            {
                // Of a presence within, the field in it.
                return field.Name == "presence" && value.ValueKind == JsonValueKind.Object ? $"presence.{FindBad(value, PresenceFields)}" : field.Name;
            }
        }

        return null;
    }

    private static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String;

    private static bool IsInteger(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _);

    private static bool IsBoolean(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False;

    private static bool IsId(JsonElement value) => SimulatorJson.ReadId(value) is not null;

    private static bool IsIds(JsonElement value) => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(IsId);

    private static bool IsPresence(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.Object && FindBad(value, PresenceFields) is null);

    private sealed record Field(string Name, Func<JsonElement, bool> IsValid, bool MayBeAbsent = false);
}
