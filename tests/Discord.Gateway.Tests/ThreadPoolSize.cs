using System.Runtime.CompilerServices;

namespace Discord.Gateway.Tests;

/// <summary>
/// Some tests block a thread of the pool on purpose. On a busy machine, the pool lets seconds pass before it replaces one, and what such a test waits for would wait with it.
/// </summary>
internal static class ThreadPoolSize
{
    private const int Threads = 16;

    [ModuleInitializer]
    internal static void Enlarge() => ThreadPool.SetMinThreads(Threads, Threads);
}
