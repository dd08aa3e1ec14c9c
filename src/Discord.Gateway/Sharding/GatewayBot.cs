namespace Discord.Gateway;

/// <summary>
/// The gateway's address, the recommended number of shards and the session start limit of a bot: the answer to
/// <see href="https://discord.com/developers/docs/events/gateway#get-gateway-bot">GET /gateway/bot</see>.
/// </summary>
/// <param name="Url">The address of the gateway.</param>
/// <param name="Shards">The number of shards that Discord recommends.</param>
/// <param name="SessionStartLimit">The limit of session starts.</param>
/// <example>
/// <code>
/// GatewayBot bot = await GatewayBot.GetAsync(token);
/// Console.WriteLine($"{bot.Shards} shards, {bot.SessionStartLimit.Remaining} session starts left");
/// </code>
/// </example>
public sealed record GatewayBot(Uri Url, int Shards, SessionStartLimit SessionStartLimit)
{
    /// <summary>Requests the information from Discord; retries, with back-off, while Discord is unavailable. A <see cref="ShardManager"/> does this by itself.</summary>
    /// <param name="token">The bot's token, without the "Bot " prefix.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="ArgumentException">The token is missing or has a prefix.</exception>
    /// <exception cref="GatewayBotException">Discord rejected the request, for example because the token is wrong.</exception>
    public static Task<GatewayBot> GetAsync(string token, CancellationToken cancellationToken = default)
    {
        ShardOptions.ValidateToken(token);
        return GetAsync(new ShardManagerOptions { ShardOptions = new ShardOptions { Token = token } }, cancellationToken);
    }

    /// <summary>
    /// Requests the information with a manager's options: their token, <see cref="ShardManagerOptions.ApiUri"/>, <see cref="ShardManagerOptions.HttpClient"/>,
    /// <see cref="ShardOptions.Backoff"/>, logger and clock.
    /// </summary>
    /// <param name="options">The manager's options.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="ArgumentException">An option is invalid.</exception>
    /// <exception cref="GatewayBotException">Discord rejected the request, for example because the token is wrong.</exception>
    public static Task<GatewayBot> GetAsync(ShardManagerOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return GatewayBotRequest.AskAsync(options, options.ShardOptions.Token, cancellationToken);
    }
}
