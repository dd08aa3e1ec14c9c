using CsCheck;
using Discord.Gateway.Protocol;

namespace Discord.Gateway.Tests.Protocol;

public sealed class GatewayEndpointTests
{
    /// <summary>URLs of which each is one that no shard may connect to. Most of them pass Uri.TryCreate, and some throw later.</summary>
    public static TheoryData<string> Unusable =>
    [
        "wss://\u202E",
        "wss://:usera.b@[::1%25eth0][::1%25eth0]",
        "wss://a\u2028b",
        "wss://a\u0085b",
        "wss://user@resume.test",
        "wss://user:password@resume.test",
        "wss://-.-",
        "wss://",
        "wss:///path",
        "ws://resume.test",
        "https://resume.test",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "resume.test",
        "//resume.test",
        "/relative",
        "",
        " ",
        "wss://resume.test/" + new string('x', 3000),
    ];

    [Theory]
    [MemberData(nameof(Unusable))]
    public void An_unusable_resume_url_is_resolved_to_the_base_url(string resumeUrl)
    {
        var endpoint = new GatewayEndpoint(new Uri("wss://gateway.test"), null);
        _ = Uri.TryCreate(resumeUrl, UriKind.RelativeOrAbsolute, out Uri? url);

        Assert.False(endpoint.TryResolve(url, out Uri resolved));
        Assert.Equal(endpoint.BaseUri, resolved);
    }

    [Theory]
    [InlineData(2048, true)]
    [InlineData(2049, false)]
    public void A_url_may_be_2048_characters_long(int length, bool isUsable)
    {
        const string start = "wss://resume.test/";

        Assert.Equal(isUsable, GatewayEndpoint.IsUsable(new Uri(start + new string('x', length - start.Length))));
    }

    [Fact]
    public void No_resume_url_is_resolved_to_the_base_url()
    {
        var endpoint = new GatewayEndpoint(new Uri("wss://gateway.test"), null);

        Assert.False(endpoint.TryResolve(null, out Uri resolved));
        Assert.Equal(endpoint.BaseUri, resolved);
    }

    [Theory]
    [InlineData("wss://resume.test", "wss://resume.test/?v=10&encoding=json")]
    [InlineData("wss://resume.test:444/path#part", "wss://resume.test:444/path?v=10&encoding=json")]
    [InlineData("wss://resume.test/?v=9&other=1", "wss://resume.test/?v=10&encoding=json")]
    [InlineData("wss://b\u00fccher.test", "wss://xn--bcher-kva.test/?v=10&encoding=json")]
    [InlineData("wss://127.0.0.1", "wss://127.0.0.1/?v=10&encoding=json")]
    [InlineData("wss://[::1]:444", "wss://[::1]:444/?v=10&encoding=json")]
    public void A_usable_resume_url_gets_the_query_and_an_ascii_host(string resumeUrl, string expected)
    {
        var endpoint = new GatewayEndpoint(new Uri("wss://gateway.test"), null);

        Assert.True(endpoint.TryResolve(new Uri(resumeUrl), out Uri resolved));
        Assert.Equal(expected, resolved.AbsoluteUri);
        Assert.True(System.Text.Ascii.IsValid(resolved.Host));
    }

    [Theory]
    [InlineData("wss://gateway.test/?proxy=a%20b&x", null, "?proxy=a%20b&x&v=10&encoding=json")]
    [InlineData("wss://gateway.test/?v=9&proxy=1&encoding=etf&compress=zstd-stream", "zlib-stream", "?proxy=1&v=10&encoding=json&compress=zlib-stream")]
    [InlineData("wss://gateway.test/?compress=zlib-stream", null, "?v=10&encoding=json")]
    [InlineData("wss://gateway.test/?V=9&%65ncoding=etf&v", null, "?v=10&encoding=json")]
    [InlineData("wss://gateway.test/?", null, "?v=10&encoding=json")]
    [InlineData("wss://gateway.test/?&&a=b=c&", null, "?a=b=c&v=10&encoding=json")]
    public void The_query_of_the_gateway_url_is_kept_and_ours_replaces_the_same_names(string gatewayUrl, string? compression, string expected) =>
        Assert.Equal(expected, new GatewayEndpoint(new Uri(gatewayUrl), compression).BaseUri.Query);

    [Fact]
    public void Resume_urls_get_the_query_of_the_gateway_url()
    {
        var endpoint = new GatewayEndpoint(new Uri("wss://gateway.test/?proxy=1"), "zlib-stream");

        Assert.True(endpoint.TryResolve(new Uri("wss://resume.test"), out Uri resolved));
        Assert.Equal(endpoint.BaseUri.Query, resolved.Query);
        Assert.Contains("proxy=1", resolved.Query, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_text_is_a_url_is_resolved_without_an_exception()
    {
        var endpoint = new GatewayEndpoint(new Uri("wss://gateway.test"), null);
        string[] parts =
        [
            "wss://", "ws:", "\u202E", "[::1]", "[::1%25eth0]", "@", ":", "a", ".", "-", "/", "?", "#", "%", "%00", "%zz", "xn--", "\ud800", "\u2028", "\0",
            "\u00fc", "1.2.3.4", "99999", " ", "\\",
        ];
        Gen.Int[0, parts.Length - 1].Array[0, 8].Select(picks => string.Concat(picks.Select(pick => parts[pick]))).Sample(rest =>
        {
            string text = "wss://" + rest;
            if (Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out Uri? url) && endpoint.TryResolve(url, out Uri resolved))
            {
                Assert.StartsWith("wss://", resolved.AbsoluteUri, StringComparison.Ordinal);
                Assert.Empty(resolved.UserInfo);
                Assert.True(System.Text.Ascii.IsValid(resolved.Host) && !resolved.Host.Any(char.IsControl));
            }
        }, iter: 20_000);
    }
}
