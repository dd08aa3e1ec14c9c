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
    public override string ToString() => $"{Method} {WithoutToken()} {Status}";

    private string WithoutToken()
    {
        string[] parts = Path.Split('/');
        if (parts is [_, "interactions" or "webhooks", _, _, ..])
        {
            parts[3] = "…";
        }

        return string.Join('/', parts);
    }
}
