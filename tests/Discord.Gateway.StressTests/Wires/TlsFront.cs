using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Discord.Gateway.StressTests.Wires;

/// <summary>Speaks TLS to clients, with a certificate made for the occasion, and plain TCP to a server on loopback.</summary>
internal sealed class TlsFront : IAsyncDisposable
{
    private readonly int _targetPort;
    private readonly X509Certificate2 _certificate = MakeCertificate();
    private readonly LoopbackListener _listener;

    internal TlsFront(int targetPort)
    {
        _targetPort = targetPort;
        _listener = new LoopbackListener((client, cancellationToken) =>
        {
            _ = ServeAsync(client, cancellationToken);
            return Task.CompletedTask;
        });
    }

    internal int Port => _listener.Port;

    /// <summary>What a client may know the certificate by.</summary>
    internal string Thumbprint => _certificate.Thumbprint;

    /// <summary>For <see cref="ShardOptions.ConfigureSocket"/>: trusts the certificate with this thumbprint, and no other.</summary>
    internal static Action<ClientWebSocketOptions> Trusting(string thumbprint) =>
        socket => socket.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == thumbprint;

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        _certificate.Dispose();
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private async Task ServeAsync(Socket client, CancellationToken cancellationToken)
    {
        using (client)
        using (var server = new TcpClient { NoDelay = true })
        {
            try
            {
                await using var encrypted = new SslStream(new NetworkStream(client));
                await encrypted.AuthenticateAsServerAsync(_certificate, clientCertificateRequired: false, SslProtocols.None, checkCertificateRevocation: false);
                await server.ConnectAsync(IPAddress.Loopback, _targetPort, cancellationToken);
                NetworkStream plain = server.GetStream();
                Task[] copies = [encrypted.CopyToAsync(plain, cancellationToken), plain.CopyToAsync(encrypted, cancellationToken)];
                await Task.WhenAny(copies);
                client.Close();
                server.Close();
                await Task.WhenAll(copies);
            }
            catch (Exception error) when (error is IOException or SocketException or AuthenticationException or OperationCanceledException or ObjectDisposedException)
            {
                // The wire broke, or the client does not trust us.
            }
        }
    }
}
