namespace Discord.Gateway.Hosting;

/// <summary>The exit code of this process. An entry point that returns a number of its own overrides it.</summary>
internal sealed class ProcessExitCode : IExitCode
{
    public int Value
    {
        get => Environment.ExitCode;
        set => Environment.ExitCode = value;
    }
}
