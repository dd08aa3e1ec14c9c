using System.Text.Json.Serialization;

namespace Discord.Gateway;

/// <summary>Sessions as stores keep them.</summary>
[JsonSerializable(typeof(ShardSession))]
internal sealed partial class SessionJson : JsonSerializerContext;
