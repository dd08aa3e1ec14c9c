using System.Runtime.InteropServices;
using System.Text.Json;

namespace Discord.Gateway.Commands;

/// <summary>Op 2: starts a session. Not a record, so that nothing prints its token.</summary>
internal sealed class Identify(string token, ShardOptions options, EncodedPresence? presence)
{
    private const string Library = "Discord.Gateway";

    internal byte[] Encode() => GatewayPayload.Encode(GatewayOpcode.Identify, this, static (writer, identify) => identify.WriteData(writer));

    private void WriteData(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("token"u8, token);
        writer.WriteStartObject("properties"u8);
        writer.WriteString("os"u8, options.Properties.Os ?? OperatingSystemName);
        writer.WriteString("browser"u8, options.Properties.Browser ?? Library);
        writer.WriteString("device"u8, options.Properties.Device ?? Library);
        writer.WriteEndObject();
        writer.WriteNumber("large_threshold"u8, options.LargeThreshold);
        writer.WriteStartArray("shard"u8);
        writer.WriteNumberValue(options.ShardId.Index);
        writer.WriteNumberValue(options.ShardId.Total);
        writer.WriteEndArray();
        if (presence is not null)
        {
            writer.WritePropertyName("presence"u8);
            writer.WriteRawValue(presence.Data.Span, skipInputValidation: true);
        }

        writer.WriteNumber("intents"u8, (int)options.Intents);
        if (options.Capabilities != GatewayCapabilities.None)
        {
            writer.WriteNumber("capabilities"u8, (int)options.Capabilities);
        }

        writer.WriteEndObject();
    }

    private static string OperatingSystemName =>
        OperatingSystem.IsWindows() ? "windows"
        : OperatingSystem.IsMacOS() ? "macos"
        : OperatingSystem.IsLinux() ? "linux"
        : RuntimeInformation.OSDescription;
}
