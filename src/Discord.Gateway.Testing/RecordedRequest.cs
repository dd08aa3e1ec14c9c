using System.Text.Json;

namespace Discord.Gateway.Testing;

/// <summary>A request that a client made to the simulator's REST API.</summary>
/// <param name="Method">GET, POST and so on.</param>
/// <param name="Path">Where, without the API's version and without the query: <c>/channels/1/messages</c>.</param>
/// <param name="Body">The JSON that came with it; undefined if none did.</param>
/// <param name="Status">The HTTP status that answered it.</param>
/// <param name="At">When it came, on the simulator's clock.</param>
public sealed record RecordedRequest(string Method, string Path, JsonElement Body, int Status, DateTimeOffset At)
{
    /// <summary>Prints method, path and status, but no body and no token of an interaction.</summary>
    public override string ToString() => $"{Method} {WithoutToken(Path)} {Status}";

    /// <summary>The path without the token of an interaction or webhook.</summary>
    internal static string WithoutToken(string path)
    {
        string[] parts = path.Split('/');
        int index = Array.FindIndex(parts, part => part is "interactions" or "webhooks") + 2;
        if (index >= 2 && index < parts.Length)
        {
            parts[index] = "…";
        }

        return string.Join('/', parts);
    }
}
