using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>How a scheduled event repeats. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild-scheduled-event#guild-scheduled-event-recurrence-rule-object">Guild Scheduled Event › Recurrence Rule Object</see>.</summary>
[JsonModel]
public sealed partial record RecurrenceRule
{
    /// <summary>When the first one begins.</summary>
    public DateTimeOffset Start { get; init; }

    /// <summary>When the last one begins; null for no end.</summary>
    [NeverAbsent]
    public DateTimeOffset? End { get; init; }

    /// <summary>The unit of <see cref="Interval"/>.</summary>
    public RecurrenceFrequency Frequency { get; init; }

    /// <summary>Every how many units; 2 and weekly is every other week.</summary>
    public int Interval { get; init; }

    /// <summary>On which weekdays; null for any.</summary>
    [NeverAbsent]
    public IReadOnlyList<RecurrenceWeekday>? ByWeekday { get; init; }

    /// <summary>On which weekdays of a month, such as the third Friday; null for any.</summary>
    [NeverAbsent]
    public IReadOnlyList<RecurrenceNWeekday>? ByNWeekday { get; init; }

    /// <summary>In which months, from 1; null for any.</summary>
    [NeverAbsent]
    public IReadOnlyList<int>? ByMonth { get; init; }

    /// <summary>On which days of the month; null for any.</summary>
    [NeverAbsent]
    public IReadOnlyList<int>? ByMonthDay { get; init; }

    /// <summary>On which days of the year, 1–364; null for any.</summary>
    [NeverAbsent]
    public IReadOnlyList<int>? ByYearDay { get; init; }

    /// <summary>How many times; null for no end.</summary>
    [NeverAbsent]
    public int? Count { get; init; }
}

/// <summary>
/// The unit in which a scheduled event repeats. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild-scheduled-event#guild-scheduled-event-recurrence-rule-object-guild-scheduled-event-recurrence-rule--frequency">Guild Scheduled Event › Recurrence Rule - Frequency</see>.
/// </summary>
public enum RecurrenceFrequency : long
{
    /// <summary>YEARLY.</summary>
    Yearly = 0,

    /// <summary>MONTHLY.</summary>
    Monthly = 1,

    /// <summary>WEEKLY.</summary>
    Weekly = 2,

    /// <summary>DAILY.</summary>
    Daily = 3,
}

/// <summary>A weekday, from Monday. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild-scheduled-event#guild-scheduled-event-recurrence-rule-object-guild-scheduled-event-recurrence-rule--weekday">Guild Scheduled Event › Recurrence Rule - Weekday</see>.</summary>
public enum RecurrenceWeekday : long
{
    /// <summary>MONDAY.</summary>
    Monday = 0,

    /// <summary>TUESDAY.</summary>
    Tuesday = 1,

    /// <summary>WEDNESDAY.</summary>
    Wednesday = 2,

    /// <summary>THURSDAY.</summary>
    Thursday = 3,

    /// <summary>FRIDAY.</summary>
    Friday = 4,

    /// <summary>SATURDAY.</summary>
    Saturday = 5,

    /// <summary>SUNDAY.</summary>
    Sunday = 6,
}

/// <summary>A weekday of a month. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild-scheduled-event">Guild Scheduled Event › Recurrence Rule - N_Weekday</see>.</summary>
[JsonModel]
public sealed partial record RecurrenceNWeekday
{
    /// <summary>Which one of the month, 1–5.</summary>
    public int N { get; init; }

    /// <summary>The weekday.</summary>
    public RecurrenceWeekday Day { get; init; }
}
