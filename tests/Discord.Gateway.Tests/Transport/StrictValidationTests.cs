using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Discord.Gateway.Tests.Transport;

/// <summary>
/// The runtime can be told to refuse compressed streams that end too early. It reads the switch once in a process, so the inflaters' tests run again in one of their own.
/// </summary>
public sealed class StrictValidationTests
{
    private const string Switch = "System.IO.Compression.UseStrictValidation";

    [Fact]
    public void The_switch_is_set_where_it_should_be()
    {
        // In the process below, this is the test that would notice a switch that did not get there.
        bool isChild = Environment.GetEnvironmentVariable(Switch) is not null;

        Assert.Equal(isChild, AppContext.TryGetSwitch(Switch, out bool isOn) && isOn);
    }

    [Fact]
    public async Task The_inflaters_work_with_strict_validation()
    {
        if (Environment.GetEnvironmentVariable(Switch) is not null)
        {
            return;
        }

        string assembly = typeof(StrictValidationTests).Assembly.Location;
        string config = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
        JsonNode settings = JsonNode.Parse(await File.ReadAllTextAsync(Path.ChangeExtension(assembly, ".runtimeconfig.json"), TestContext.Current.CancellationToken))!;
        JsonNode options = settings["runtimeOptions"]!;
        options["configProperties"] ??= new JsonObject();
        options["configProperties"]![Switch] = true;
        await File.WriteAllTextAsync(config, settings.ToJsonString(), TestContext.Current.CancellationToken);
        try
        {
            using Process child = Start(["exec", "--runtimeconfig", config, assembly, .. Classes([typeof(StrictValidationTests), typeof(InflaterTests), typeof(ZstdTests), typeof(MessageReaderTests)])]);
            Task<string> output = child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await child.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.True(child.ExitCode == 0, await output);
        }
        finally
        {
            File.Delete(config);
        }
    }

    private static IEnumerable<string> Classes(Type[] types) => types.SelectMany(type => (string[])["-class", type.FullName!]);

    private static Process Start(string[] arguments)
    {
        // The runtime is in shared/Microsoft.NETCore.App/<version> of the folder that the host is in.
        string host = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        return Process.Start(new ProcessStartInfo(host, arguments) { RedirectStandardOutput = true, Environment = { [Switch] = "1" } })!;
    }
}
