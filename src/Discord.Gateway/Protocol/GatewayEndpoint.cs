using System.Diagnostics.CodeAnalysis;
using Discord.Gateway.Diagnostics;

namespace Discord.Gateway.Protocol;

/// <summary>The gateway's address, and the query that each of its hosts gets: the parameters of the address, version, encoding, compression.</summary>
internal sealed class GatewayEndpoint
{
    internal const int ApiVersion = 10;

    /// <summary>Longer than any resume URL of Discord's, and short enough for every proxy.</summary>
    private const int MaxUrlLength = 2048;

    private static readonly string[] OwnParameters = ["v", "encoding", "compress"];

    private readonly string _query;
    private readonly bool _mayBePlain;

    /// <param name="gatewayUri">An address that <see cref="IsUsable"/>.</param>
    /// <param name="compression">The value of <c>compress</c>; null for none.</param>
    /// <param name="mayBePlain">Whether other machines may be reached without encryption.</param>
    internal GatewayEndpoint(Uri gatewayUri, string? compression, bool mayBePlain = false)
    {
        _mayBePlain = mayBePlain;
        _query = string.Join('&', [
            .. GetForeignParameters(gatewayUri.Query), $"v={ApiVersion}", "encoding=json", .. compression is null ? [] : (string[])[$"compress={compression}"]]);
        BaseUri = Build(gatewayUri, _query);
    }

    internal Uri BaseUri { get; }

    /// <summary>
    /// Whether a URL is a WebSocket address that can be connected to. Some URLs pass <see cref="Uri.TryCreate(string, UriKind, out Uri)"/> and throw
    /// when their parts are read: they are unusable too.
    /// </summary>
    internal static bool IsUsable([NotNullWhen(true)] Uri? uri)
    {
        try
        {
            return uri is { IsAbsoluteUri: true }
                && (uri.Scheme == Uri.UriSchemeWss || uri.Scheme == Uri.UriSchemeWs)
                && uri.UserInfo.Length == 0
                && uri.HostNameType is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6
                && uri.Host.EnumerateRunes().All(ErrorText.IsVisible)
                && Build(uri, uri.Query).AbsoluteUri.Length <= MaxUrlLength;
        }
        catch (Exception)
        {
            // UriFormatException in all known cases. The URL is the peer's, so every exception means the same.
            return false;
        }
    }

    /// <summary>
    /// Resolves a resume URL to the address to connect to, which has the query of <see cref="BaseUri"/>: Discord gives resume URLs without one.
    /// False, with <see cref="BaseUri"/>, for null and for a URL that is unusable or less safe than the base address. Never throws.
    /// </summary>
    internal bool TryResolve(Uri? resumeUrl, out Uri resolved)
    {
        bool isResolved = IsUsable(resumeUrl) && IsSafe(resumeUrl);
        resolved = isResolved ? Build(resumeUrl!, _query) : BaseUri;
        return isResolved;
    }

    /// <summary>A plain address is allowed only where the base address is plain, and on this machine or if plain ones are allowed.</summary>
    private bool IsSafe(Uri uri) => uri.Scheme == Uri.UriSchemeWss || (BaseUri.Scheme == Uri.UriSchemeWs && (_mayBePlain || uri.IsLoopback));

    private static Uri Build(Uri uri, string query)
    {
        var builder = new UriBuilder(uri) { Query = query, Fragment = "" };
        if (uri.HostNameType == UriHostNameType.Dns)
        {
            // ASCII, since the host is logged.
            builder.Host = uri.IdnHost;
        }

        return builder.Uri;
    }

    private static IEnumerable<string> GetForeignParameters(string query) =>
        query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Where(parameter =>
            !OwnParameters.Contains(Uri.UnescapeDataString(parameter.Split('=')[0]), StringComparer.OrdinalIgnoreCase));
}
