using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Queue = System.Threading.Channels.Channel;

namespace Discord.Gateway;

/// <summary>Merges the answers of several shards to one request into one stream.</summary>
internal static class MergedAnswers
{
    /// <summary>
    /// Runs all requests concurrently and returns their answers as they arrive. A failing shard does not hold up the answers of the others: its exception is thrown at the end. Guilds without an answer
    /// from several shards are combined in one exception.
    /// </summary>
    internal static async IAsyncEnumerable<T> MergeAsync<T>(IReadOnlyList<IAsyncEnumerable<T>> streams, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A shard waits with the next answer until the caller takes this one: answers pile up in the shards, which count them.
        Channel<T> answers = Queue.CreateBounded<T>(streams.Count);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<Exception?>[] asking = [.. streams.Select(stream => CopyAsync(stream, answers.Writer, ending.Token))];
        Task<Exception?[]> all = EndAsync(asking, answers.Writer);
        try
        {
            await foreach (T answer in answers.Reader.ReadAllAsync(ending.Token).ConfigureAwait(false))
            {
                yield return answer;
            }
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await all.ConfigureAwait(false);
        }

        if (Join([.. (await all.ConfigureAwait(false)).OfType<Exception>()]) is { } error)
        {
            throw error;
        }
    }

    private static async Task<Exception?> CopyAsync<T>(IAsyncEnumerable<T> stream, ChannelWriter<T> answers, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (T answer in stream.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                await answers.WriteAsync(answer, cancellationToken).ConfigureAwait(false);
            }

            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }

    private static async Task<Exception?[]> EndAsync<T>(Task<Exception?>[] asking, ChannelWriter<T> answers)
    {
        Exception?[] errors = await Task.WhenAll(asking).ConfigureAwait(false);
        answers.Complete();
        return errors;
    }

    private static Exception? Join(Exception[] errors)
    {
        RequestTimeoutException[] timeouts = [.. errors.OfType<RequestTimeoutException>()];
        return errors.FirstOrDefault(error => error is not RequestTimeoutException)
            ?? (timeouts.Length < 2 ? timeouts.FirstOrDefault()
                : new RequestTimeoutException(timeouts[0].ShardId, "the answers", timeouts[0].Timeout, [.. timeouts.SelectMany(timeout => timeout.GuildIds)]));
    }
}
