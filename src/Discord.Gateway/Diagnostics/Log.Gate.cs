using Microsoft.Extensions.Logging;

namespace Discord.Gateway.Diagnostics;

/// <content>Lines of the identify gate.</content>
internal static partial class Log
{
    [LoggerMessage(29, LogLevel.Warning, "The configured reserve of {Configured} session starts is not below Discord's total of {Total}: the reserve is now {Reserve}")]
    internal static partial void ReserveReduced(this ILogger logger, int configured, int total, int reserve);

    [LoggerMessage(76, LogLevel.Error, "The identify gate failed to take the limit of session starts; it keeps the one that it had")]
    internal static partial void LimitNotTaken(this ILogger logger, Exception error);
}
