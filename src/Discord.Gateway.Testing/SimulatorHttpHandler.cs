using System.Net;
using System.Text;

namespace Discord.Gateway.Testing;

/// <summary>The simulator's REST API without a network: whatever the host of a request, its path is answered.</summary>
internal sealed class SimulatorHttpHandler(RestApi api) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        RestAnswer answer = api.Answer(request.Method.Method, request.RequestUri!.PathAndQuery, request.Headers.Authorization?.ToString(), body);
        return new HttpResponseMessage((HttpStatusCode)answer.Status)
        {
            RequestMessage = request,
            Content = answer.Json is null ? null : new StringContent(answer.Json, Encoding.UTF8, "application/json"),
        };
    }
}
