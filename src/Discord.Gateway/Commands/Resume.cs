namespace Discord.Gateway.Commands;

/// <summary>Op 6: continues a session. Not a record, so that nothing prints its token.</summary>
internal sealed class Resume(string token, string sessionId, long sequence)
{
    internal byte[] Encode() => GatewayPayload.Encode(GatewayOpcode.Resume, (token, sessionId, sequence), static (writer, resume) =>
    {
        writer.WriteStartObject();
        writer.WriteString("token"u8, resume.token);
        writer.WriteString("session_id"u8, resume.sessionId);
        writer.WriteNumber("seq"u8, resume.sequence);
        writer.WriteEndObject();
    });
}
