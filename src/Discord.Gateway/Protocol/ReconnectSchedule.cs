namespace Discord.Gateway.Protocol;

/// <summary>
/// When the next connection may be opened, and where. It outlives connections and counts what they led to. Pure: the time and the jitter are passed in.
/// </summary>
/// <param name="backoff">The delays.</param>
/// <param name="jitter">A random number in [0, 1).</param>
/// <param name="isCrowded">Counts this disconnect, and tells whether many shards of the process have disconnected within the last second.</param>
internal sealed class ReconnectSchedule(BackoffPolicy backoff, Func<double> jitter, Func<TimeSpan, bool> isCrowded)
{
    /// <summary>The number of failures on the resume URL after which the base URL is used. A failed connect counts as all of them.</summary>
    internal const int MaxResumeUrlFailures = 2;

    /// <summary>The number of resumes in a row without any answer, not even a replayed event, after which a new session is started.</summary>
    internal const int MaxUnansweredResumes = 5;

    /// <summary>The number of short connections in a row that are replaced as quickly as one that worked; each further one counts as a failure.</summary>
    internal const int MaxShortLives = 20;

    /// <summary>The number of short connections in a row from which on the reason asks who else uses the session.</summary>
    internal const int SuspiciousShortLives = 5;

    /// <summary>A connection has worked once READY or RESUMED lies this far back: a gateway may accept a resume and close at once, again and again.</summary>
    internal static readonly TimeSpan ShortLife = TimeSpan.FromSeconds(5);

    /// <summary>The number of invalid sessions in a row from which on each is followed by a longer pause.</summary>
    internal const int MaxInvalidSessions = 2;

    private int _invalidSessions;
    private int _resumeUrlFailures;
    private int _unansweredResumes;
    private int _shortLives;
    private int _takenAway;

    /// <summary>Attempts in a row that have failed.</summary>
    internal int Failures { get; private set; }

    internal bool MayUseResumeUrl => _resumeUrlFailures < MaxResumeUrlFailures;

    /// <summary>A question for the log, once connections have been short too often: two processes on one session take it from each other forever.</summary>
    internal string Suspicion => _takenAway < SuspiciousShortLives ? ""
        : $"; {_takenAway} connections in a row ended within {ShortLife.TotalSeconds} s: does another process use this session?";

    /// <summary>A replayed event or RESUMED: however often the wire breaks, each resume makes progress.</summary>
    internal void OnAnswered() => _unansweredResumes = 0;

    /// <summary>READY or RESUMED. The back-off stays until the connection has lasted.</summary>
    internal void OnEstablished() => _resumeUrlFailures = _unansweredResumes = 0;

    internal void OnSessionForgotten() => _resumeUrlFailures = _unansweredResumes = _takenAway = 0;

    /// <summary>A resume was not answered. True when the session must be given up.</summary>
    internal bool OnResumeUnanswered() => ++_unansweredResumes >= MaxUnansweredResumes;

    /// <summary>The delay after a connection that had reached READY or RESUMED.</summary>
    /// <param name="now">The time.</param>
    /// <param name="lived">How long ago that was.</param>
    /// <param name="canResume">Whether there is a session.</param>
    /// <param name="byPeer">Whether the peer, or the wire, ended it; false if it was our decision, or the bot's.</param>
    internal TimeSpan AfterConnection(TimeSpan now, TimeSpan lived, bool canResume, bool byPeer)
    {
        _shortLives = lived < ShortLife ? _shortLives + 1 : 0;
        _takenAway = lived < ShortLife && byPeer ? _takenAway + 1 : 0;
        if (_shortLives == 0)
        {
            Failures = _invalidSessions = 0;
        }
        else if (_shortLives > MaxShortLives)
        {
            return AfterFailure();
        }

        // Identifies of a fleet must not come back in one moment, nor must its resumes.
        return isCrowded(now) || !canResume ? backoff.GetDelay(failures: 0, jitter()) : backoff.BeforeResume;
    }

    /// <summary>The delay after an attempt that failed.</summary>
    /// <param name="now">The time.</param>
    /// <param name="onResumeUrl">Whether it used the resume URL.</param>
    /// <param name="couldConnect">Whether the WebSocket opened. If not, the base URL is tried at once.</param>
    internal TimeSpan AfterAttempt(TimeSpan now, bool onResumeUrl, bool couldConnect)
    {
        _ = isCrowded(now);
        if (onResumeUrl)
        {
            _resumeUrlFailures = couldConnect ? _resumeUrlFailures + 1 : MaxResumeUrlFailures;
            if (!couldConnect)
            {
                return TimeSpan.Zero;
            }
        }

        return AfterFailure();
    }

    /// <summary>
    /// The delay after op 9: a random 1–5 s, and no more for failures before it, since the gateway has just answered. One invalid session after the other is answered
    /// more and more slowly, or it would use up the day's session starts.
    /// </summary>
    internal TimeSpan AfterInvalidSession()
    {
        TimeSpan pause = TimeSpan.FromSeconds(1 + (4 * jitter()));
        TimeSpan delay = ++_invalidSessions > MaxInvalidSessions ? backoff.GetDelay(_invalidSessions - MaxInvalidSessions, jitter()) : TimeSpan.Zero;
        return delay > pause ? delay : pause;
    }

    private TimeSpan AfterFailure() => backoff.GetDelay(++Failures, jitter());
}
