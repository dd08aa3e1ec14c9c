namespace Discord.Gateway.Hosting;

/// <summary>A middleware that was added: how it is named in logs, and how it is found in the scope of an event.</summary>
internal sealed record MiddlewareRegistration(string Name, Func<IServiceProvider, IGatewayEventMiddleware> Resolve);
