using System.Net;

namespace Discord.Gateway;

/// <summary>Discord rejected <c>GET /gateway/bot</c>, for example because the token is wrong; retrying is pointless.</summary>
public sealed class GatewayBotException : Exception
{
    /// <summary>Creates an exception with Discord's status code.</summary>
    /// <param name="message">A description of the failure and of the remedy.</param>
    /// <param name="statusCode">The HTTP status code of Discord's answer.</param>
    public GatewayBotException(string message, HttpStatusCode statusCode)
        : base(message)
    {
        StatusCode = statusCode;
    }

    /// <summary>The HTTP status code of Discord's answer.</summary>
    public HttpStatusCode StatusCode { get; }
}
