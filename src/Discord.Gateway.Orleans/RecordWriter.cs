using Orleans.Runtime;
using Orleans.Storage;

namespace Discord.Gateway.Orleans;

/// <summary>
/// Writes a grain's record: one write at a time, also where calls interleave, since each needs the version of the one before, and each in bounded time. What the grain holds in memory is
/// right; what the store holds is older, unless another activation of the grain has written it since.
/// </summary>
internal sealed class RecordWriter<T>(IPersistentState<T> record)
{
    /// <summary>How long a write may take: a store that hangs must not hold up whoever waits for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private Task _last = Task.CompletedTask;

    /// <summary>Changes the record, and stores it.</summary>
    /// <param name="change">The change, made at once.</param>
    /// <param name="isLater">Whether what another has stored is later than what this one holds: then nothing is written. Null: what is stored is always written over.</param>
    /// <returns>False if another has written something later. The record is then the other's.</returns>
    internal Task<bool> WriteAsync(Action<T> change, Func<T, bool>? isLater = null)
    {
        change(record.State);
        Task<bool> writing = WriteAfterAsync(_last, isLater);
        _last = writing;
        return writing;
    }

    private async Task<bool> WriteAfterAsync(Task before, Func<T, bool>? isLater)
    {
        // Its caller is told of its failure.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        try
        {
            await record.WriteStateAsync().WaitAsync(Patience);
            return true;
        }
        catch (InconsistentStateException)
        {
            // Another activation has written since, or a write that seemed to fail was made after all, or the store has lost what it had.
            T mine = record.State;
            await record.ReadStateAsync().WaitAsync(Patience);
            if (record.RecordExists && isLater?.Invoke(record.State) == true)
            {
                return false;
            }

            record.State = mine;
            await record.WriteStateAsync().WaitAsync(Patience);
            return true;
        }
    }
}
