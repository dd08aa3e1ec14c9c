using System.Diagnostics;
using System.Runtime.CompilerServices;
using Discord.Gateway.Commands;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <content>Requests about guilds that Discord answers with one event per guild.</content>
public sealed partial class Shard
{
    /// <summary>Timers cannot wait for longer than some weeks.</summary>
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(14);

    /// <summary>
    /// Requests the soundboard sounds of guilds and returns the answers as they arrive, one per guild, in any order; ends after the last one. Can be awaited in the receive loop
    /// itself. Needs no intent. See <see href="https://discord.com/developers/docs/events/gateway-events#request-soundboard-sounds"/>.
    /// </summary>
    /// <param name="guildIds">The guilds, all served by this shard. If they do not fit into one payload of 4,096 bytes, several requests are sent.</param>
    /// <param name="waitWhenRateLimited">If false, a rate limit throws. If true, unanswered guilds are requested again when Discord allows it.</param>
    /// <param name="timeout">The maximum time between two answers; default 30 s. Discord does not answer for a guild that the bot is not in.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <exception cref="ArgumentException">There is no guild, an id is 0, or another shard serves a guild. Thrown by the call itself, before anything is sent.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is not above zero.</exception>
    /// <exception cref="RequestRateLimitedException">Discord rate-limits the request, and <paramref name="waitWhenRateLimited"/> is false.</exception>
    /// <exception cref="RequestTimeoutException">The next answer did not arrive in time; <see cref="RequestTimeoutException.GuildIds"/> has the unanswered guilds.</exception>
    /// <exception cref="SessionLostException">A new session began; the remaining answers are lost.</exception>
    /// <exception cref="GatewaySendException">As with <see cref="SendAsync"/>.</exception>
    /// <exception cref="ShardShutdownException">The shard was shut down.</exception>
    public IAsyncEnumerable<SoundboardSoundsEvent> GetSoundboardSoundsAsync(
        IEnumerable<Id<Guild>> guildIds, bool waitWhenRateLimited = false, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(guildIds);
        Id<Guild>[] guilds = [.. guildIds.Distinct()];
        new RequestSoundboardSounds(guilds).Validate(_driver.Options.Intents);
        return CollectAnswersAsync<SoundboardSoundsEvent>(
            GuildRequest.Sounds, CheckServed(guilds, nameof(guildIds)), waitWhenRateLimited, CheckTimeout(timeout), cancellationToken);
    }

    /// <summary>
    /// Requests the ephemeral data of a guild's channels: the status of voice channels, and when their calls began. Can be awaited in the receive loop itself. Needs no
    /// intent. See <see href="https://discord.com/developers/docs/events/gateway-events#request-channel-info"/>.
    /// </summary>
    /// <param name="guildId">The guild, served by this shard.</param>
    /// <param name="fields">The requested fields; default all.</param>
    /// <param name="waitWhenRateLimited">If false, a rate limit throws. If true, the request is repeated when Discord allows it.</param>
    /// <param name="timeout">The maximum time until the answer; default 30 s. Discord does not answer for a guild that the bot is not in.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The id is 0, another shard serves the guild, or <paramref name="fields"/> is empty. Nothing was sent.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is not above zero.</exception>
    /// <exception cref="RequestRateLimitedException">Discord rate-limits the request, and <paramref name="waitWhenRateLimited"/> is false.</exception>
    /// <exception cref="RequestTimeoutException">Discord did not answer in time.</exception>
    /// <exception cref="SessionLostException">A new session began while waiting.</exception>
    /// <exception cref="GatewaySendException">As with <see cref="SendAsync"/>.</exception>
    /// <exception cref="ShardShutdownException">The shard was shut down.</exception>
    public async Task<ChannelInfoEvent> GetChannelInfoAsync(
        Id<Guild> guildId,
        ChannelInfoFields fields = ChannelInfoFields.All,
        bool waitWhenRateLimited = false,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
    {
        new RequestChannelInfo(guildId, fields).Validate(_driver.Options.Intents);
        IAsyncEnumerable<ChannelInfoEvent> answers = CollectAnswersAsync<ChannelInfoEvent>(
            GuildRequest.ChannelInfo(fields), CheckServed([guildId], nameof(guildId)), waitWhenRateLimited, CheckTimeout(timeout), cancellationToken);
        await foreach (ChannelInfoEvent answer in answers.ConfigureAwait(false))
        {
            return answer;
        }

        throw new UnreachableException("A request for one guild ends with its answer or with an exception.");
    }

    private static TimeSpan CheckTimeout(TimeSpan? timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout ?? DefaultAnswerTimeout, TimeSpan.Zero, nameof(timeout));
        return timeout is null ? DefaultAnswerTimeout : timeout < LongestTimeout ? timeout.Value : LongestTimeout;
    }

    /// <summary>Throws for a guild of another shard: Discord would not answer this one.</summary>
    private Id<Guild>[] CheckServed(Id<Guild>[] guildIds, string parameter)
    {
        foreach (Id<Guild> guildId in guildIds)
        {
            if (!ShardId.Serves(guildId))
            {
                throw new ArgumentException(
                    $"Guild {guildId} is served by shard {ShardId.ForGuild(guildId, ShardId.Total)}, and this is shard {ShardId}: use that shard, or the manager.", parameter);
            }
        }

        return guildIds;
    }

    /// <summary>Sends a request and returns the answers. The caller's token is combined with the one of WithCancellation.</summary>
    private async IAsyncEnumerable<TAnswer> CollectAnswersAsync<TAnswer>(
        GuildRequest request, IReadOnlyList<Id<Guild>> guildIds, bool waitWhenRateLimited, TimeSpan timeout, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TAnswer : GatewayEvent
    {
        while (true)
        {
            // A session that ends before the request is sent is none of its concern.
            await ConnectAsync(cancellationToken).ConfigureAwait(false);
            var pending = new PendingGuildAnswers(request, guildIds, _driver.Options.KeepExtensionData);
            TimeSpan? retryAfter = null;
            Register(pending);
            try
            {
                foreach (GatewayCommand command in request.MakeCommands(guildIds))
                {
                    await SendAsync(command, cancellationToken: cancellationToken).ConfigureAwait(false);
                }

                while (!pending.IsComplete && retryAfter is null)
                {
                    GatewayEvent next = await NextAnswerAsync(pending, request, timeout, cancellationToken).ConfigureAwait(false);
                    if (next is RateLimitedEvent limited)
                    {
                        retryAfter = limited.RetryAfter;
                    }
                    else
                    {
                        yield return (TAnswer)next;
                    }
                }
            }
            finally
            {
                Unregister(pending);
            }

            if (retryAfter is not { } wait)
            {
                yield break;
            }

            if (!waitWhenRateLimited)
            {
                throw new RequestRateLimitedException(ShardId, request.Opcode, wait);
            }

            await Task.Delay(wait, _driver.Time, cancellationToken).ConfigureAwait(false);
            guildIds = pending.Unanswered;
        }
    }

    private async Task<GatewayEvent> NextAnswerAsync(PendingGuildAnswers pending, GuildRequest request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await pending.NextAsync(
                timeout,
                _driver.Time,
                () => _driver.ReadNow(static (_, now) => now),
                (bytes, undecodable) => _driver.Do((_, _) => pending.OnRead(bytes, undecodable)),
                cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new RequestTimeoutException(ShardId, request.What, timeout, pending.Unanswered);
        }
    }
}
