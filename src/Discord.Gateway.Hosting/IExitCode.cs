namespace Discord.Gateway.Hosting;

/// <summary>The exit code of the process.</summary>
internal interface IExitCode
{
    /// <summary>The code with which the process exits; 0 for success.</summary>
    int Value { get; set; }
}
