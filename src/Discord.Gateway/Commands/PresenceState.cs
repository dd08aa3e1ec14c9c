namespace Discord.Gateway.Commands;

/// <summary>
/// The presence the bot wants and whether Discord knows it. The last one set wins; one that was not told on this session is sent.
/// </summary>
internal sealed class PresenceState(BotPresence? initial)
{
    /// <summary>Discord takes 5 activity updates in 20 s. Discord's documentation: <i>Gateway › Rate Limiting</i>.</summary>
    internal const int Limit = 5;

    internal static readonly TimeSpan Window = TimeSpan.FromSeconds(21);

    private readonly Queue<TimeSpan> _sent = new();
    private BotPresence? _told;

    internal BotPresence? Current { get; set; } = initial;

    internal bool MustBeSent => Current is not null && !ReferenceEquals(Current, _told);

    /// <summary>When the current presence may be sent.</summary>
    internal TimeSpan NextFree(TimeSpan now)
    {
        while (_sent.TryPeek(out TimeSpan sent) && now - sent >= Window)
        {
            _sent.Dequeue();
        }

        return _sent.Count < Limit ? now : _sent.Peek() + Window;
    }

    /// <summary>An update with the current presence goes to the socket.</summary>
    internal void Sending(TimeSpan now) => _sent.Enqueue(now);

    /// <summary>Discord was told this presence, by an update or in an identify.</summary>
    internal void Told(BotPresence? presence) => _told = presence;
}
