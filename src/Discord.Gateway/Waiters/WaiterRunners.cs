using System.Collections.Concurrent;

namespace Discord.Gateway.Waiters;

/// <summary>A short piece of work for a thread of the pool. It may hang in the bot's code, and does not throw.</summary>
internal interface IWaiterJob
{
    void Run();
}

/// <summary>
/// Runs jobs in order of arrival, on threads of the pool. While a job runs and more wait, another thread is requested: a job that hangs does not hold up the others.
/// </summary>
internal sealed class WaiterRunners : IThreadPoolWorkItem
{
    /// <summary>After so many jobs, a thread lets others of the pool have a turn.</summary>
    private const int JobsPerTurn = 64;

    private readonly ConcurrentQueue<IWaiterJob> _jobs = new();
    private int _isAskedFor;

    internal void Add(IWaiterJob job)
    {
        _jobs.Enqueue(job);
        AskForThread();
    }

    void IThreadPoolWorkItem.Execute()
    {
        // A full fence: a job that is added after this asks for another thread, one that was added before is seen here.
        Interlocked.Exchange(ref _isAskedFor, 0);
        for (int jobs = 0; jobs < JobsPerTurn && _jobs.TryDequeue(out IWaiterJob? job); jobs++)
        {
            if (!_jobs.IsEmpty)
            {
                AskForThread();
            }

            job.Run();
        }

        if (!_jobs.IsEmpty)
        {
            AskForThread();
        }
    }

    private void AskForThread()
    {
        if (Interlocked.Exchange(ref _isAskedFor, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }
}
