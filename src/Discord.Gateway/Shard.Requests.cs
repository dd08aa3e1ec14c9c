using System.Runtime.CompilerServices;
using Discord.Gateway.Commands;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <content>Commands, and requests that consist of a command and the events that answer it.</content>
public sealed partial class Shard
{
    private static readonly TimeSpan DefaultAnswerTimeout = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Sends a command. Commands are sent in the order of the calls and wait while Discord's limit (120 payloads every 60 s) is reached.
    /// </summary>
    /// <param name="command">The command.</param>
    /// <param name="whenDisconnected">How to treat the command while the shard is not connected.</param>
    /// <param name="cancellationToken">Removes the command if it is still queued; a write in progress continues.</param>
    /// <returns>A task that completes when the command is written to the connection.</returns>
    /// <exception cref="SendCanceledException">The token was cancelled; the exception says whether the command may have been sent.</exception>
    /// <exception cref="ArgumentException">The command is invalid. Nothing was sent.</exception>
    /// <exception cref="InvalidOperationException">The command needs an intent that the shard does not have. Nothing was sent.</exception>
    /// <exception cref="PayloadTooLargeException">The command exceeds 4,096 bytes. Nothing was sent.</exception>
    /// <exception cref="NotConnectedException">There is no connection, and <paramref name="whenDisconnected"/> is Fail.</exception>
    /// <exception cref="GatewaySendException">The connection failed during the write: the command may or may not have arrived.</exception>
    /// <exception cref="GatewayFatalException">Discord ended the shard; the type says why.</exception>
    /// <exception cref="ShardShutdownException">The shard was shut down.</exception>
    public Task SendAsync(
        GatewayCommand command, DisconnectedBehavior whenDisconnected = DisconnectedBehavior.Wait, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        command.Validate(_driver.Options.Intents);
        return EnqueueAsync(() => GatewayPayload.Encode(command, ShardId), command.Opcode, whenDisconnected, cancellationToken);
    }

    /// <summary>Sends a payload for which the library has no type. Otherwise like <see cref="SendAsync"/>.</summary>
    /// <param name="payload">UTF-8 of the whole payload, <c>{"op":…,"d":…}</c>. It is copied.</param>
    /// <param name="whenDisconnected">How to treat the payload while the shard is not connected.</param>
    /// <param name="cancellationToken">Removes the payload if it is still queued; a write in progress continues.</param>
    /// <exception cref="ArgumentException">The payload is not a JSON object with an opcode, or its opcode is reserved for the shard (heartbeat, identify, resume).</exception>
    /// <exception cref="PayloadTooLargeException">The payload exceeds 4,096 bytes. Nothing was sent.</exception>
    /// <exception cref="GatewaySendException">As with <see cref="SendAsync"/>.</exception>
    public Task SendRawAsync(
        ReadOnlyMemory<byte> payload, DisconnectedBehavior whenDisconnected = DisconnectedBehavior.Wait, CancellationToken cancellationToken = default) =>
        EnqueueAsync(() => GatewayPayload.CheckSize(payload.ToArray(), ShardId), GatewayPayload.ReadOpcode(payload.Span), whenDisconnected, cancellationToken);

    /// <summary>
    /// Requests members of guilds, with one request per guild, since Discord accepts one guild per request. The answers arrive as <see cref="GuildMembersChunkEvent"/>s;
    /// <see cref="GetGuildMembersAsync"/> collects them.
    /// </summary>
    /// <param name="guildIds">The guilds, all served by this shard.</param>
    /// <param name="query">A prefix of user names; empty or null for all members, which needs <see cref="GatewayIntents.GuildMembers"/>.</param>
    /// <param name="limit">The maximum number of members per guild; 0 for no limit, allowed only without a query.</param>
    /// <param name="userIds">The requested users, at most 100, instead of a query.</param>
    /// <param name="presences">Whether to include presences; needs <see cref="GatewayIntents.GuildPresences"/>.</param>
    /// <param name="nonce">A text of at most 32 bytes that Discord repeats in each chunk.</param>
    /// <param name="cancellationToken">Ends the wait; requests that are still queued are not sent.</param>
    /// <exception cref="GatewaySendException">As with <see cref="SendAsync"/>.</exception>
    public async Task ChunkGuildsAsync(
        IEnumerable<Id<Guild>> guildIds,
        string? query = null,
        int limit = 0,
        IReadOnlyList<Id<User>>? userIds = null,
        bool presences = false,
        string? nonce = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(guildIds);
        var template = new RequestGuildMembers { GuildId = default, Query = query, Limit = limit, UserIds = userIds, Presences = presences, Nonce = nonce };
        RequestGuildMembers[] requests = [.. guildIds.Select(guildId => template with { GuildId = guildId })];

        // All are checked before the first is sent.
        foreach (RequestGuildMembers request in requests)
        {
            request.Validate(_driver.Options.Intents);
        }

        await Task.WhenAll(requests.Select(request => SendAsync(request, cancellationToken: cancellationToken))).ConfigureAwait(false);
    }

    /// <summary>
    /// Requests members of a guild and returns them as they arrive; ends after the last one. Can be awaited in the receive loop itself. The stream also has the users who were not found, and
    /// the presences if <see cref="RequestGuildMembers.Presences"/> is set.
    /// </summary>
    /// <param name="request">The request. A nonce is generated if it has none.</param>
    /// <param name="waitWhenRateLimited">
    /// Discord allows one request for all members of a guild every 30 s. If false, exceeding this throws <see cref="RequestRateLimitedException"/>. If true, the request is repeated when Discord allows it.
    /// </param>
    /// <param name="chunkTimeout">The maximum time between two chunks; default 30 s.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <exception cref="RequestRateLimitedException">Discord rate-limits the request, and <paramref name="waitWhenRateLimited"/> is false.</exception>
    /// <exception cref="RequestTimeoutException">The next chunk did not arrive in time.</exception>
    /// <exception cref="SessionLostException">A new session began; the remaining members are lost.</exception>
    /// <exception cref="GatewaySendException">As with <see cref="SendAsync"/>.</exception>
    /// <exception cref="InvalidOperationException">The request needs an intent that the shard does not have. Thrown by the call itself, before anything is sent.</exception>
    public GuildMemberStream GetGuildMembersAsync(
        RequestGuildMembers request, bool waitWhenRateLimited = false, TimeSpan? chunkTimeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate(_driver.Options.Intents);
        TimeSpan timeout = chunkTimeout ?? DefaultAnswerTimeout;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero, nameof(chunkTimeout));
        return new GuildMemberStream(told => Collect(request with { Nonce = request.Nonce ?? PendingGuildMembers.MakeNonce() }, told, cancellationToken));

        // The caller's token is joined with one given to WithCancellation.
        async IAsyncEnumerable<GuildMember> Collect(RequestGuildMembers numbered, GuildMemberStream.Answer told, [EnumeratorCancellation] CancellationToken token)
        {
            while (true)
            {
                // A session that ends before the request is sent is none of its concern.
                await ConnectAsync(token).ConfigureAwait(false);
                var answer = new PendingGuildMembers(numbered.GuildId, numbered.Nonce!, _driver.Options.KeepExtensionData);
                TimeSpan? retryAfter = null;
                Register(answer);
                try
                {
                    await SendAsync(numbered, cancellationToken: token).ConfigureAwait(false);
                    while (!answer.IsComplete)
                    {
                        Task<GatewayEvent> next = answer.NextAsync(
                            timeout, _driver.Time, bytes => _driver.Do((_, _) => answer.OnRead(bytes)), token);
                        GatewayEvent gatewayEvent = await WaitForAsync(next, "the next part of the guild's members", timeout).ConfigureAwait(false);
                        if (gatewayEvent is RateLimitedEvent limited)
                        {
                            retryAfter = limited.RetryAfter;
                            break;
                        }

                        var chunk = (GuildMembersChunkEvent)gatewayEvent;
                        told.Add(chunk);
                        foreach (GuildMember member in chunk.Members)
                        {
                            yield return member;
                        }
                    }
                }
                finally
                {
                    Unregister(answer);
                }

                if (retryAfter is not { } wait)
                {
                    yield break;
                }

                if (!waitWhenRateLimited)
                {
                    throw new RequestRateLimitedException(ShardId, GatewayOpcode.RequestGuildMembers, wait);
                }

                await Task.Delay(wait, _driver.Time, token).ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// Joins or moves to a voice channel, and waits for the two events with the session and address of the voice server.
    /// Needs <see cref="GatewayIntents.GuildVoiceStates"/>. To leave, send <see cref="UpdateVoiceState"/> without a channel.
    /// </summary>
    /// <param name="guildId">The guild.</param>
    /// <param name="channelId">The voice channel.</param>
    /// <param name="selfMute">Whether the bot mutes itself.</param>
    /// <param name="selfDeaf">Whether the bot deafens itself.</param>
    /// <param name="timeout">The maximum time until the answer; default 30 s. Discord does not answer if the channel is full or the bot lacks CONNECT.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">The intent is missing, or the bot's user id is unknown because the resumed session was saved without it.</exception>
    /// <exception cref="RequestTimeoutException">Discord did not answer in time.</exception>
    /// <exception cref="SessionLostException">A new session began while waiting.</exception>
    /// <exception cref="GatewaySendException">As with <see cref="SendAsync"/>.</exception>
    public async Task<VoiceConnectionInfo> JoinVoiceAsync(
        Id<Guild> guildId,
        Id<Channel> channelId,
        bool selfMute = false,
        bool selfDeaf = false,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
    {
        channelId.ThrowIfZero(nameof(channelId));
        if (!_driver.Options.Intents.HasFlag(GatewayIntents.GuildVoiceStates))
        {
            throw new InvalidOperationException($"Shard {ShardId}: joining voice needs GatewayIntents.GuildVoiceStates, without which Discord does not send the answer: add it to ShardOptions.Intents.");
        }

        await ConnectAsync(cancellationToken).ConfigureAwait(false);
        TimeSpan wait = timeout ?? DefaultAnswerTimeout;
        Id<User> userId = _driver.Read(static core => core.UserId) ?? throw new InvalidOperationException(
            $"Shard {ShardId}: the bot's user id is unknown, because the resumed session was saved without it: set ShardSession.UserId.");

        var answer = new PendingVoiceJoin(guildId, channelId, userId);
        Register(answer);
        try
        {
            await SendAsync(new UpdateVoiceState(guildId, channelId, selfMute, selfDeaf), cancellationToken: cancellationToken).ConfigureAwait(false);
            return await WaitForAsync(
                answer.Completion.WaitAsync(wait, _driver.Time, cancellationToken), "the answer to joining voice (is the channel full, or CONNECT missing?)", wait)
                .ConfigureAwait(false);
        }
        finally
        {
            Unregister(answer);
        }
    }

    /// <summary>Encodes and sends. Everything but a usage error is thrown by the task, so that a loop over many shards reaches all of them.</summary>
    private async Task EnqueueAsync(Func<byte[]> encode, GatewayOpcode opcode, DisconnectedBehavior whenDisconnected, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            throw new SendCanceledException(ShardId, mayHaveBeenSent: false, cancellationToken);
        }

        var command = new PendingCommand(encode(), opcode, whenDisconnected == DisconnectedBehavior.Fail);
        _driver.Do((core, now) => core.Enqueue(command, now));
        try
        {
            await command.Completion.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            bool isUnsent = false;
            _driver.Do((core, _) => isUnsent = core.Cancel(command));
            throw new SendCanceledException(ShardId, mayHaveBeenSent: !isUnsent, cancellationToken);
        }
    }

    private async Task<T> WaitForAsync<T>(Task<T> answer, string what, TimeSpan timeout)
    {
        try
        {
            return await answer.ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new RequestTimeoutException(ShardId, what, timeout);
        }
    }

    private void Register(IPendingRequest request) => _driver.Do((core, _) => core.Register(request));

    private void Unregister(IPendingRequest request) => _driver.Do((core, _) => core.Unregister(request));
}
