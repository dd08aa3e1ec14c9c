using Discord.Gateway.Models;

namespace Discord.Gateway.Events;

/// <summary>Counts reactions to a message as events about them arrive.</summary>
internal static class ReactionCounts
{
    internal static IReadOnlyList<Reaction> Add(IReadOnlyList<Reaction> reactions, MessageReactionAddEvent added, Id<User> ownId)
    {
        bool isOwn = added.UserId == ownId;
        Reaction? known = reactions.FirstOrDefault(reaction => AreSame(reaction.Emoji, added.Emoji));
        if (isOwn && known is not null && IsMine(known, added.Burst))
        {
            return reactions;
        }

        Reaction changed = Count(known ?? new Reaction { Emoji = added.Emoji }, added.Burst, 1, isOwn);
        changed = added.BurstColors.Count > 0 ? changed with { BurstColors = added.BurstColors } : changed;
        return known is null ? [.. reactions, changed] : Replace(reactions, known, changed);
    }

    internal static IReadOnlyList<Reaction> Remove(IReadOnlyList<Reaction> reactions, MessageReactionRemoveEvent removed, Id<User> ownId)
    {
        bool isOwn = removed.UserId == ownId;
        Reaction? known = reactions.FirstOrDefault(reaction => AreSame(reaction.Emoji, removed.Emoji));
        if (known is null || (isOwn && !IsMine(known, removed.Burst)))
        {
            return reactions;
        }

        Reaction changed = Count(known, removed.Burst, -1, isOwn);
        return changed.Count > 0 ? Replace(reactions, known, changed) : [.. reactions.Where(reaction => !ReferenceEquals(reaction, known))];
    }

    /// <summary>Custom emojis are the same by id, since they may have been renamed; Unicode emojis by name.</summary>
    internal static bool AreSame(Emoji left, Emoji right) => left.Id is null && right.Id is null ? left.Name == right.Name : left.Id == right.Id;

    private static bool IsMine(Reaction reaction, bool burst) => burst ? reaction.MeBurst : reaction.Me;

    private static Reaction Count(Reaction reaction, bool burst, int change, bool isOwn)
    {
        ReactionCountDetails details = reaction.CountDetails;
        return reaction with
        {
            Count = Math.Max(0, reaction.Count + change),
            CountDetails = burst ? details with { Burst = Math.Max(0, details.Burst + change) } : details with { Normal = Math.Max(0, details.Normal + change) },
            Me = isOwn && !burst ? change > 0 : reaction.Me,
            MeBurst = isOwn && burst ? change > 0 : reaction.MeBurst,
        };
    }

    private static IReadOnlyList<Reaction> Replace(IReadOnlyList<Reaction> reactions, Reaction known, Reaction changed) =>
        [.. reactions.Select(reaction => ReferenceEquals(reaction, known) ? changed : reaction)];
}
