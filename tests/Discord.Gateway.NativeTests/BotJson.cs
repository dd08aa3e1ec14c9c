using System.Text.Json.Serialization;
using Discord.Gateway.Models;

namespace Discord.Gateway.NativeTests;

/// <summary>A bot's own context, as ahead-of-time compilation needs it.</summary>
[JsonSerializable(typeof(InteractionResponse))]
internal sealed partial class BotJson : JsonSerializerContext;
