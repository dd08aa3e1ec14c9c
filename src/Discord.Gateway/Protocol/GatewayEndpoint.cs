namespace Discord.Gateway.Protocol;

/// <summary>The gateway's address with the query that each of its hosts must get: version, encoding, compression.</summary>
internal sealed class GatewayEndpoint
{
    internal const int ApiVersion = 10;

    private readonly string _query;
    private readonly bool _mayBePlain;

    internal GatewayEndpoint(Uri gatewayUri, string? compression, bool mayBePlain = false)
    {
        _mayBePlain = mayBePlain;
        _query = $"v={ApiVersion}&encoding=json" + (compression is null ? "" : $"&compress={compression}");
        BaseUri = WithQuery(gatewayUri);
    }

    internal Uri BaseUri { get; }

    /// <summary>A host's address with our query; Discord gives resume URLs without one.</summary>
    internal Uri WithQuery(Uri uri) => new UriBuilder(uri) { Query = _query, Fragment = "" }.Uri;

    /// <summary>Whether a resume URL may be used: a WebSocket address, and a plain one only where the base address is, on this machine or if plain ones are allowed.</summary>
    internal bool MayUse(Uri resumeUrl) => resumeUrl.Scheme == Uri.UriSchemeWss
        || (resumeUrl.Scheme == Uri.UriSchemeWs && BaseUri.Scheme == Uri.UriSchemeWs && (_mayBePlain || resumeUrl.IsLoopback));
}
