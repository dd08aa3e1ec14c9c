using Discord.Gateway.Json;

namespace Discord.Gateway.Models;

/// <summary>The recurrence of a scheduled event. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild-scheduled-event#guild-scheduled-event-recurrence-rule-object">Guild Scheduled Event › Recurrence Rule Object</see>.</summary>
[JsonModel]
public sealed partial record RecurrenceRule
{
    /// <summary>When the first recurrence starts.</summary>
    public DateTimeOffset Start { get; init; }

    /// <summary>When the recurrence ends; null if it does not. Bots cannot set it.</summary>
    [NeverAbsent]
    public DateTimeOffset? End { get; init; }

    /// <summary>The unit of <see cref="Interval"/>.</summary>
    public RecurrenceFrequency Frequency { get; init; }

    /// <summary>The number of units between two events; 2 with weekly means every other week. Other than 1 only with weekly.</summary>
    public int Interval { get; init; }

    /// <summary>The weekdays of the event; null if not restricted.</summary>
    [NeverAbsent]
    public IReadOnlyList<RecurrenceWeekday>? ByWeekday { get; init; }

    /// <summary>The weekdays of the month, such as the third Friday; null if not restricted.</summary>
    [NeverAbsent]
    public IReadOnlyList<RecurrenceNWeekday>? ByNWeekday { get; init; }

    /// <summary>The months, 1–12; null if not restricted.</summary>
    [NeverAbsent]
    public IReadOnlyList<int>? ByMonth { get; init; }

    /// <summary>The days of the month; null if not restricted.</summary>
    [NeverAbsent]
    public IReadOnlyList<int>? ByMonthDay { get; init; }

    /// <summary>The days of the year, 1–364; null if not restricted. Bots cannot set it.</summary>
    [NeverAbsent]
    public IReadOnlyList<int>? ByYearDay { get; init; }

    /// <summary>The number of times that the event takes place; null if not limited. Bots cannot set it.</summary>
    [NeverAbsent]
    public int? Count { get; init; }
}

/// <summary>The unit of a scheduled event's recurrence. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild-scheduled-event#guild-scheduled-event-recurrence-rule-object-guild-scheduled-event-recurrence-rule-frequency">Guild Scheduled Event › Recurrence Rule - Frequency</see>.</summary>
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

/// <summary>A weekday; the week starts on Monday (0). Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild-scheduled-event#guild-scheduled-event-recurrence-rule-object-guild-scheduled-event-recurrence-rule-weekday">Guild Scheduled Event › Recurrence Rule - Weekday</see>.</summary>
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

/// <summary>A weekday of a month, such as the third Friday. Discord's documentation: <see href="https://discord.com/developers/docs/resources/guild-scheduled-event#guild-scheduled-event-recurrence-rule-object-guild-scheduled-event-recurrence-rule-nweekday-structure">Guild Scheduled Event › Recurrence Rule - N_Weekday</see>.</summary>
[JsonModel]
public sealed partial record RecurrenceNWeekday
{
    /// <summary>The week of the month, 1–5.</summary>
    public int N { get; init; }

    /// <summary>The weekday in that week.</summary>
    public RecurrenceWeekday Day { get; init; }
}
