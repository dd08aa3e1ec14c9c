using System.Diagnostics;
using System.Runtime.CompilerServices;
using Discord.Gateway.Commands;
using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <content>Requests about guilds that are answered with one event for each.</content>
public sealed partial class Shard
{
    /// <summary>A timer cannot wait for longer than some weeks.</summary>
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(14);

    /// <summary>
    /// Asks for the soundboard sounds of guilds and hands out the answers as they come, one for each guild, in any order; ends when all have come. It may be awaited in the receive loop
    /// itself. Needs no intent. See <see href="https://discord.com/developers/docs/events/gateway-events#request-soundboard-sounds"/>.
    /// </summary>
    /// <param name="guildIds">The guilds, of this shard. More than fit into one payload of 4,096 bytes are asked for in several.</param>
    /// <param name="waitWhenRateLimited">False: a rate limit is an exception. True: what was not answered is asked for again when it may be.</param>
    /// <param name="timeout">How long the next answer may take, starting anew with each; default 30 s. Discord answers nothing for a guild that the bot is not in.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <exception cref="ArgumentException">There is no guild, an id is 0, or another shard serves a guild: thrown at once, and nothing is sent.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is not above zero.</exception>
    /// <exception cref="RequestRateLimitedException">Discord refused the request for now.</exception>
    /// <exception cref="RequestTimeoutException">The next answer did not come; <see cref="RequestTimeoutException.GuildIds"/> are the guilds without one.</exception>
    /// <exception cref="SessionLostException">A new session began; the rest of the answers is lost.</exception>
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
    /// Asks for the ephemeral data of a guild's channels: the status of voice channels, and since when members speak in them. It may be awaited in the receive loop itself. Needs no
    /// intent. See <see href="https://discord.com/developers/docs/events/gateway-events#request-channel-info"/>.
    /// </summary>
    /// <param name="guildId">The guild, of this shard.</param>
    /// <param name="fields">What to ask for.</param>
    /// <param name="waitWhenRateLimited">False: a rate limit is an exception. True: the request is repeated when it may be.</param>
    /// <param name="timeout">How long Discord may take; default 30 s. It does not answer for a guild that the bot is not in.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The id is 0, another shard serves the guild, or <paramref name="fields"/> name nothing. Nothing was sent.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is not above zero.</exception>
    /// <exception cref="RequestRateLimitedException">Discord refused the request for now.</exception>
    /// <exception cref="RequestTimeoutException">Discord did not answer.</exception>
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

    /// <summary>Discord tells a shard nothing of the guilds of others: the answer would never come.</summary>
    private Id<Guild>[] CheckServed(Id<Guild>[] guildIds, string parameter)
    {
        foreach (Id<Guild> guildId in guildIds)
        {
            if (!ShardId.Serves(guildId))
            {
                throw new ArgumentException(
                    $"Guild {guildId} is served by shard {ShardId.ForGuild(guildId, ShardId.Total)}, and this is shard {ShardId}: ask that one, or the manager.", parameter);
            }
        }

        return guildIds;
    }

    /// <summary>Sends a request, and hands out the answers. The caller's token is joined with one given to WithCancellation.</summary>
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
