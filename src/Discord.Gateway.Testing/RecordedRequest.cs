using System.Text.Json;

namespace Discord.Gateway.Testing;

/// <summary>A request that a client made to the simulator's REST API.</summary>
/// <param name="Method">The HTTP method: GET, POST and so on.</param>
/// <param name="Path">The path without the API's version and without the query: <c>/channels/1/messages</c>.</param>
/// <param name="Body">The JSON body; undefined if the request had none.</param>
/// <param name="Status">The HTTP status of the response.</param>
/// <param name="At">When the request was received, on the simulator's clock.</param>
public sealed record RecordedRequest(string Method, string Path, JsonElement Body, int Status, DateTimeOffset At)
{
    /// <summary>Prints the method, the path and the status, without the body and interaction tokens.</summary>
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
