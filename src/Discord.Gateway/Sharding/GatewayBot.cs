namespace Discord.Gateway;

/// <summary>
/// Where and with how many shards a bot connects, and how many sessions it may still start: the answer to
/// <see href="https://discord.com/developers/docs/events/gateway#get-gateway-bot">GET /gateway/bot</see>.
/// </summary>
/// <param name="Url">Where to connect.</param>
/// <param name="Shards">How many shards Discord recommends.</param>
/// <param name="SessionStartLimit">How many sessions may still be started.</param>
/// <example>
/// <code>
/// GatewayBot bot = await GatewayBot.GetAsync(token);
/// Console.WriteLine($"{bot.Shards} shards, {bot.SessionStartLimit.Remaining} session starts left");
/// </code>
/// </example>
public sealed record GatewayBot(Uri Url, int Shards, SessionStartLimit SessionStartLimit)
{
    /// <summary>Asks Discord, and again, with back-off, while it cannot answer. A <see cref="ShardManager"/> does this by itself.</summary>
    /// <param name="token">The bot's token, without the "Bot " prefix.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="ArgumentException">The token is missing or has a prefix.</exception>
    /// <exception cref="GatewayBotException">Discord refused to answer: the token is wrong, for instance.</exception>
    public static Task<GatewayBot> GetAsync(string token, CancellationToken cancellationToken = default)
    {
        ShardOptions.ValidateToken(token);
        return GetAsync(new ShardManagerOptions { ShardOptions = new ShardOptions { Token = token } }, cancellationToken);
    }

    /// <summary>
    /// Asks as a manager with these options would: with their token, <see cref="ShardManagerOptions.ApiUri"/>, <see cref="ShardManagerOptions.HttpClient"/>,
    /// <see cref="ShardOptions.Backoff"/>, logger and clock.
    /// </summary>
    /// <param name="options">The manager's options.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="ArgumentException">An option is invalid.</exception>
    /// <exception cref="GatewayBotException">Discord refused to answer: the token is wrong, for instance.</exception>
    public static Task<GatewayBot> GetAsync(ShardManagerOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return GatewayBotRequest.AskAsync(options, options.ShardOptions.Token, cancellationToken);
    }
}
