using Discord.Gateway.Protocol;

namespace Discord.Gateway.StressTests.Worlds;

/// <summary>How long a shard must wait at least before it connects again, and where it connects to.</summary>
internal sealed class BackoffModel(ChaosWorld world, ShardLife life, EventModel events)
{
    private static readonly BackoffPolicy Policy = new();

    private int _failures;
    private int _shortLives;
    private int _invalidSessions;
    private int _resumeUrlFailures;
    private int _unansweredResumes;
    private bool _isOnResumeUrl;
    private bool _isAnswered;
    private TimeSpan _establishedAt;
    private TimeSpan _lostAt;
    private TimeSpan _least;
    private TimeSpan _pause;
    private bool? _isInvalidAndResumed;

    /// <summary>The peer closes.</summary>
    internal void OnClosing(int? code)
    {
        _pause = CloseCodePolicy.PauseFor(code);
        if (code is 4003 or 4006 or 4007 or 4009)
        {
            events.Forget();
            OnForgotten();
        }
    }

    internal void OnInvalidSession(bool isResumed) => _isInvalidAndResumed = isResumed;

    internal void OnForgotten() => _resumeUrlFailures = _unansweredResumes = 0;

    /// <summary>An event of a replay answers the resume.</summary>
    internal void OnEvent(Frame frame, bool isNew)
    {
        if (isNew || frame.Kind == FrameKind.Resumed)
        {
            _unansweredResumes = 0;
            _isAnswered = true;
        }
    }

    internal void OnEstablished()
    {
        _establishedAt = life.Now;
        _resumeUrlFailures = _unansweredResumes = 0;
    }

    internal void OnLost(ConnectionStage stage)
    {
        _lostAt = life.Now;
        if (stage == ConnectionStage.Resuming && ++_unansweredResumes >= ReconnectSchedule.MaxUnansweredResumes && events.HasSession)
        {
            events.Forget();
            OnForgotten();
        }

        TimeSpan? afterInvalid = _isInvalidAndResumed is { } isResumed && !(isResumed && stage == ConnectionStage.Connected) ? AfterInvalidSession() : null;
        TimeSpan least = stage == ConnectionStage.Connected ? AfterConnection(life.Now - _establishedAt)
            : _isAnswered ? AfterConnection(lived: TimeSpan.Zero)
            : AfterAttempt(stage);
        _least = afterInvalid ?? (least > _pause ? least : _pause);
        _pause = TimeSpan.Zero;
        _isInvalidAndResumed = null;
        if (!events.HasSession)
        {
            events.Forget();
        }
    }

    internal void OnConnecting()
    {
        ChaosWorld.Expect(life.Now - _lostAt >= _least, life.Shard.Id, $"tries again after {life.Now - _lostAt}, not {_least}, with {_failures} failures before.");
        _isAnswered = false;
        _isOnResumeUrl = events.HasSession && _resumeUrlFailures < ReconnectSchedule.MaxResumeUrlFailures;
    }

    internal void ExpectHost(Uri uri) => ChaosWorld.Expect(
        uri.Host == (_isOnResumeUrl ? "resume.test" : "gateway.test"), life.Shard.Id, $"connects to {uri.Host} after {_resumeUrlFailures} failures of the resume URL.");

    /// <summary>1-5 s, and more only if it happens again and again.</summary>
    private TimeSpan AfterInvalidSession()
    {
        TimeSpan more = ++_invalidSessions > ReconnectSchedule.MaxInvalidSessions ? Half(_invalidSessions - ReconnectSchedule.MaxInvalidSessions) : TimeSpan.Zero;
        return more > TimeSpan.FromSeconds(1) ? more : TimeSpan.FromSeconds(1);
    }

    /// <summary>Also after a replay that was cut: it has worked as far as it came.</summary>
    private TimeSpan AfterConnection(TimeSpan lived)
    {
        _shortLives = lived < ReconnectSchedule.ShortLife ? _shortLives + 1 : 0;
        if (_shortLives == 0)
        {
            _failures = _invalidSessions = 0;
        }

        return _shortLives > ReconnectSchedule.MaxShortLives ? Half(++_failures)
            : events.HasSession && !world.Seams.IsCrowded ? Policy.BeforeResume
            : TimeSpan.Zero;
    }

    private TimeSpan AfterAttempt(ConnectionStage stage)
    {
        if (_isOnResumeUrl)
        {
            bool couldConnect = stage != ConnectionStage.Connecting;
            _resumeUrlFailures = couldConnect ? _resumeUrlFailures + 1 : ReconnectSchedule.MaxResumeUrlFailures;
            if (!couldConnect)
            {
                return TimeSpan.Zero;
            }
        }

        return Half(++_failures);
    }

    /// <summary>From the first failure on, each wait is at least half of its ceiling.</summary>
    private static TimeSpan Half(int failures) => TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, Math.Min(failures, 6))) / 2);
}
