using Discord.Gateway.Models;

namespace Discord.Gateway.Events;

/// <summary>Counts votes in a message's poll as events about them arrive.</summary>
internal static class PollCounts
{
    internal static Message Add(Message message, int answerId, int change)
    {
        // Final results were counted exactly. Unknown ones may be any number, so one more of them is unknown too.
        if (message.Poll is not { Results: { IsFinalized: false } results } poll)
        {
            return message;
        }

        // An answer without votes may be left out.
        IReadOnlyList<PollAnswerCount> counts = results.AnswerCounts.Any(count => count.Id == answerId)
            ? results.AnswerCounts : [.. results.AnswerCounts, new PollAnswerCount { Id = answerId }];
        counts = [.. counts.Select(count => count.Id == answerId ? count with { Count = Math.Max(0, count.Count + change) } : count)];
        return message with { Poll = poll with { Results = results with { AnswerCounts = counts } } };
    }
}
