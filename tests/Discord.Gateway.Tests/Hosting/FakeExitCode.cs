using Discord.Gateway.Hosting;

namespace Discord.Gateway.Tests.Hosting;

/// <summary>An exit code that is not the test runner's.</summary>
internal sealed class FakeExitCode : IExitCode
{
    public int Value { get; set; }
}
