using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Discord.Gateway.Testing;

namespace Discord.Gateway.Simulator;

/// <summary>The program, without a process around it.</summary>
internal static class SimulatorProgram
{
    internal const int NoViolations = 0;
    internal const int Violations = 1;
    internal const int BadUsage = 2;

    /// <summary>Serves until it is cancelled or its time is over, and returns the exit code.</summary>
    internal static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, TimeProvider timeProvider, CancellationToken stop)
    {
        try
        {
            SimulatorSettings? settings = new CommandLine().Parse(args, timeProvider, output);
            return settings is null ? NoViolations : await RunAsync(settings, output, timeProvider, stop);
        }
        catch (UsageException error)
        {
            await errors.WriteLineAsync(error.Message);
            return BadUsage;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped while it started.
            return NoViolations;
        }
    }

    private static async Task<int> RunAsync(SimulatorSettings settings, TextWriter output, TimeProvider timeProvider, CancellationToken stop)
    {
        IReadOnlyList<SimulatedGuild> guilds = settings.WorldFile is { } world ? await WorldFile.ReadAsync(world, stop) : WorldFile.CreateDefault();
        IReadOnlyList<ScenarioStep> steps = settings.ScenarioFile is { } scenario ? await ScenarioFile.ReadAsync(scenario, guilds, stop) : [];
        using X509Certificate2? certificate = settings.UsesTls ? await IssueAsync(settings, timeProvider, stop) : null;
        await using var printer = new TrafficPrinter(output, timeProvider);
        var control = new ControlEndpoint(guilds, printer);
        ScenarioRunner? runner = null;
        await using GatewaySimulatorServer server = await StartAsync(
            settings, guilds, certificate, control, printer, simulator => runner = Observe(simulator, steps, control, printer, settings.IsQuiet), stop);
        GatewaySimulator simulator = server.Simulator;

        printer.PrintPlain($"Gateway: {simulator.GatewayUri}");
        printer.PrintPlain($"Resume:  {simulator.ResumeUri}");
        printer.PrintPlain($"API:     {new Uri(server.HttpUri, "api/v10/")}");
        printer.PrintPlain($"Control: {new Uri(server.HttpUri, "_control/")}");
        if (certificate is not null)
        {
            printer.PrintPlain($"CA:      {Path.GetFullPath(settings.CaFile)}");
        }

        await using (runner!)
        {
            runner!.Start();
            await WaitAsync(settings.Duration, timeProvider, stop);
        }

        // All is printed now: what the end of the program does to connections is not told.
        IReadOnlyList<Violation> violations = simulator.Violations;
        PrintSummary(simulator, violations, runner, printer);
        await printer.DisposeAsync();
        return violations.Count == 0 ? NoViolations : Violations;
    }

    private static async Task<GatewaySimulatorServer> StartAsync(
        SimulatorSettings settings,
        IReadOnlyList<SimulatedGuild> guilds,
        X509Certificate2? certificate,
        ControlEndpoint control,
        TrafficPrinter printer,
        Action<GatewaySimulator> created,
        CancellationToken stop)
    {
        var listen = new GatewaySimulatorServerOptions
        {
            BindAddress = settings.BindAddress,
            Port = settings.Port,
            ResumePort = settings.ResumePort,
            Certificate = certificate,
            AdvertisedGatewayUri = settings.GatewayUri,
            AdvertisedResumeUri = settings.ResumeUri,
            Created = created,
            Intercept = control.HandleAsync,
            Received = settings.IsQuiet ? null : printer.PrintReceived,
            Answered = settings.IsQuiet ? null : printer.PrintRequest,
        };
        try
        {
            return await GatewaySimulatorServer.StartAsync(settings.Gateway with { Guilds = guilds }, listen, stop);
        }
        catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException)
        {
            throw new UsageException($"Cannot listen on {settings.BindAddress}, ports {settings.Port} and {settings.ResumePort}: {error.Message}");
        }
    }

    private static ScenarioRunner Observe(
        GatewaySimulator simulator, IReadOnlyList<ScenarioStep> steps, ControlEndpoint control, TrafficPrinter printer, bool isQuiet)
    {
        var runner = new ScenarioRunner(simulator, steps, printer);
        control.Events = () => runner.Events;
        control.Simulator = simulator;
        simulator.ViolationFound += (_, found) => printer.PrintViolation(found.Violation);
        simulator.PayloadSent += (_, sent) =>
        {
            if (!isQuiet)
            {
                printer.PrintSent(sent.Connection, sent.Payload);
            }

            if (SimulatorJson.ReadEnvelope(sent.Payload).Opcode == GatewayOpcode.Dispatch)
            {
                runner.EventSent();
            }
        };
        if (!isQuiet)
        {
            simulator.ConnectionChanged += (_, changed) => printer.PrintConnection(changed.Connection);
        }

        return runner;
    }

    private static async Task<X509Certificate2> IssueAsync(SimulatorSettings settings, TimeProvider timeProvider, CancellationToken stop)
    {
        using var authority = new CertificateAuthority(timeProvider.GetUtcNow());
        try
        {
            await File.WriteAllTextAsync(settings.CaFile, authority.ToPem(), stop);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--ca-file {settings.CaFile}: {error.Message}");
        }

        return authority.Issue(settings.Hosts);
    }

    private static async Task WaitAsync(TimeSpan? duration, TimeProvider timeProvider, CancellationToken stop)
    {
        try
        {
            await Task.Delay(duration ?? Timeout.InfiniteTimeSpan, timeProvider, stop);
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
    }

    private static void PrintSummary(GatewaySimulator simulator, IReadOnlyList<Violation> violations, ScenarioRunner runner, TrafficPrinter printer)
    {
        if (runner.Waiting > 0)
        {
            printer.PrintPlain($"scenario: {runner.Waiting} steps did not come due");
        }

        printer.PrintPlain(string.Create(
            CultureInfo.InvariantCulture, $"{simulator.Connections.Count} connections, {runner.Events} events, {violations.Count} violations"));
        foreach (Violation violation in violations)
        {
            printer.PrintPlain($"violation on #{violation.ConnectionNumber}: {TrafficPrinter.Describe(violation)}");
        }
    }
}
