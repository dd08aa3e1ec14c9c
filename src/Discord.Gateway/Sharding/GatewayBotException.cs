using System.Net;

namespace Discord.Gateway;

/// <summary>Discord refused <c>GET /gateway/bot</c>, and would again: the token is wrong, for instance.</summary>
public sealed class GatewayBotException : Exception
{
    /// <summary>Creates one.</summary>
    /// <param name="message">What happened and what can be done about it.</param>
    /// <param name="statusCode">What Discord answered.</param>
    public GatewayBotException(string message, HttpStatusCode statusCode)
        : base(message)
    {
        StatusCode = statusCode;
    }

    /// <summary>What Discord answered.</summary>
    public HttpStatusCode StatusCode { get; }
}
