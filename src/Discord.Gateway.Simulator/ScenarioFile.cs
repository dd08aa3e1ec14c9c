using System.Text.Json;
using Discord.Gateway.Testing;

namespace Discord.Gateway.Simulator;

/// <summary>A step of a scenario.</summary>
/// <param name="Number">Which one it is, counted from 1.</param>
/// <param name="Command">What is done.</param>
/// <param name="Event">After how many events sent to bots, replayed ones too; null if it is a time.</param>
/// <param name="Time">How long after the start; null if it is an event.</param>
internal sealed record ScenarioStep(int Number, ControlCommand Command, long? Event, TimeSpan? Time);

/// <summary>Reads scenarios: a list of steps, each <c>{"at": {"event": 500}, "do": "cut"}</c> with the arguments of the command beside.</summary>
internal static class ScenarioFile
{
    /// <exception cref="UsageException">The file cannot be read, or a step is wrong.</exception>
    internal static async Task<IReadOnlyList<ScenarioStep>> ReadAsync(string path, IReadOnlyList<SimulatedGuild> guilds, CancellationToken cancellationToken)
    {
        JsonFile file = await JsonFile.ReadAsync(path, cancellationToken);
        if (file.Root.ValueKind != JsonValueKind.Array)
        {
            throw file.Error("line 1", "a scenario is a list of steps");
        }

        IReadOnlyList<int> lines = file.GetLinesOfElements();
        var steps = new List<ScenarioStep>();
        foreach (JsonElement element in file.Root.EnumerateArray())
        {
            try
            {
                steps.Add(Read(steps.Count + 1, Arguments.From(element), guilds));
            }
            catch (InputException error)
            {
                throw file.Error($"line {lines[steps.Count]}, step {steps.Count + 1}", error.Message);
            }
        }

        return steps;
    }

    private static ScenarioStep Read(int number, Arguments step, IReadOnlyList<SimulatedGuild> guilds)
    {
        Arguments at = Arguments.From(step.GetElement("at") ?? throw new InputException("\"at\" is missing"));
        at.Allow("event", "seconds");
        double? events = at.GetCount("event", 1, int.MaxValue);
        double? seconds = at.GetNumber("seconds", 0, 1_000_000);
        if (events is null == seconds is null)
        {
            throw new InputException("\"at\" must have either \"event\" or \"seconds\"");
        }

        string name = step.RequireText("do");
        ControlCommand command = ControlCommand.Create(name, step.Without("at", "do"), guilds)
            ?? throw new InputException($"\"do\" must be one of {string.Join(", ", ControlCommand.Names)}, not {name}");
        return new ScenarioStep(number, command, (long?)events, seconds is { } time ? TimeSpan.FromSeconds(time) : null);
    }
}
