using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Storage;

namespace Discord.Gateway.Orleans;

/// <summary>
/// Writes a grain's record: one write at a time, also where calls interleave, since each needs the version of the one before, and each in bounded time. What the grain holds in memory is
/// right; what the store holds is older, unless another activation of the grain has written it since.
/// </summary>
internal sealed class RecordWriter<T>(IPersistentState<T> record) where T : class
{
    /// <summary>How long a write may take: a store that hangs must not hold up whoever waits for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private Task _last = Task.CompletedTask;

    /// <summary>What this one holds, while what is stored takes its place to be looked at.</summary>
    private T? _mine;

    /// <summary>Changes the record, and stores it.</summary>
    /// <param name="change">The change, made at once.</param>
    /// <param name="isLater">Whether what another has stored is later than what this one holds: then nothing is written. Null: what is stored is always written over.</param>
    /// <returns>False if another has written something later. The record is then the other's.</returns>
    internal Task<bool> WriteAsync(Action<T> change, Func<T, bool>? isLater = null)
    {
        change(_mine ?? record.State);
        Task<bool> writing = WriteAfterAsync(_last, isLater);
        _last = writing;
        return writing;
    }

    /// <summary>The same, where a store that fails is no reason to stop: the record is right in memory, and the next write stores it.</summary>
    internal async Task TryWriteAsync(Action<T> change, ILogger logger)
    {
        try
        {
            await WriteAsync(change);
        }
        catch (Exception error)
        {
            logger.RecordNotStored(typeof(T).Name, error);
        }
    }

    private async Task<bool> WriteAfterAsync(Task before, Func<T, bool>? isLater)
    {
        // Its caller is told of its failure.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (_mine is null && isLater?.Invoke(record.State) == true)
        {
            // Found out by the write before.
            return false;
        }

        try
        {
            await record.WriteStateAsync().WaitAsync(Patience);
            return true;
        }
        catch (InconsistentStateException)
        {
            // Another activation has written since, or a write that seemed to fail was made after all, or the store has lost what it had.
            if (await IsLaterStoredAsync(isLater))
            {
                return false;
            }

            await record.WriteStateAsync().WaitAsync(Patience);
            return true;
        }
    }

    private async Task<bool> IsLaterStoredAsync(Func<T, bool>? isLater)
    {
        _mine ??= record.State;
        Task reading = record.ReadStateAsync();
        try
        {
            await reading.WaitAsync(Patience);
        }
        catch
        {
            _ = RestoreAsync(reading);
            throw;
        }

        bool isLaterStored = record.RecordExists && isLater?.Invoke(record.State) == true;
        if (!isLaterStored)
        {
            record.State = _mine;
        }

        _mine = null;
        return isLaterStored;
    }

    /// <summary>A read that takes too long still ends, and what it brings is older than what is here.</summary>
    private async Task RestoreAsync(Task reading)
    {
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (_mine is { } mine)
        {
            record.State = mine;
            _mine = null;
        }
    }
}
