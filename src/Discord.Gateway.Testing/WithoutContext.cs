namespace Discord.Gateway.Testing;

/// <summary>
/// Until it is disposed, this thread has no <see cref="SynchronizationContext"/>. Under one, as test frameworks and user interfaces set it, what waits for a task goes on
/// later, on another thread, and what a call causes would not have happened when it returns.
/// </summary>
internal readonly ref struct WithoutContext
{
    private readonly SynchronizationContext? _context;

    private WithoutContext(SynchronizationContext? context) => _context = context;

    internal static WithoutContext Enter()
    {
        SynchronizationContext? context = SynchronizationContext.Current;
        if (context is not null)
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }

        return new WithoutContext(context);
    }

    public void Dispose()
    {
        if (_context is not null)
        {
            SynchronizationContext.SetSynchronizationContext(_context);
        }
    }
}
