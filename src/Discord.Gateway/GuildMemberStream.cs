using Discord.Gateway.Models;

namespace Discord.Gateway;

/// <summary>
/// The members of a guild, returned as they arrive, with the users not found and the presences. Returned by <see cref="Shard.GetGuildMembersAsync"/>. Nothing is sent before it is enumerated.
/// </summary>
/// <remarks>
/// Each enumeration sends its own request. <see cref="NotFound"/> and <see cref="Presences"/> belong to the enumeration started last: they grow during it and are
/// complete when it ends. They can be read from any thread.
/// </remarks>
/// <example><code>
/// GuildMemberStream members = shard.GetGuildMembersAsync(new RequestGuildMembers { GuildId = guildId, UserIds = [first, second] });
/// await foreach (GuildMember member in members)
/// {
///     Console.WriteLine(member.User?.Username);
/// }
///
/// Console.WriteLine($"Not in the guild: {string.Join(", ", members.NotFound)}");
/// </code></example>
public sealed class GuildMemberStream : IAsyncEnumerable<GuildMember>
{
    private readonly Func<Answer, IAsyncEnumerable<GuildMember>> _collect;
    private Answer _answer = new();

    internal GuildMemberStream(Func<Answer, IAsyncEnumerable<GuildMember>> collect) => _collect = collect;

    /// <summary>The users of <see cref="RequestGuildMembers.UserIds"/> who are not in the guild, each once. Empty if the request has no user ids.</summary>
    public IReadOnlyList<Id<User>> NotFound => Volatile.Read(ref _answer).NotFound;

    /// <summary>
    /// The presences of the members, if <see cref="RequestGuildMembers.Presences"/> is set; offline members may have none. They are kept as long as this object.
    /// </summary>
    public IReadOnlyList<Presence> Presences => Volatile.Read(ref _answer).Presences;

    /// <summary>Sends the request and returns the members as they arrive.</summary>
    /// <param name="cancellationToken">Ends the stream, as does the token of <see cref="Shard.GetGuildMembersAsync"/>.</param>
    public IAsyncEnumerator<GuildMember> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        var answer = new Answer();
        Volatile.Write(ref _answer, answer);
        return _collect(answer).GetAsyncEnumerator(cancellationToken);
    }

    /// <summary>The users not found and the presences of one enumeration.</summary>
    internal sealed class Answer
    {
        private readonly Lock _lock = new();
        private readonly List<Id<User>> _notFound = [];
        private readonly List<Presence> _presences = [];

        // Made when they are asked for, and again after more has come.
        private Id<User>[]? _notFoundNow;
        private Presence[]? _presencesNow;

        internal IReadOnlyList<Id<User>> NotFound
        {
            get
            {
                lock (_lock)
                {
                    return _notFoundNow ??= [.. _notFound];
                }
            }
        }

        internal IReadOnlyList<Presence> Presences
        {
            get
            {
                lock (_lock)
                {
                    return _presencesNow ??= [.. _presences];
                }
            }
        }

        /// <summary>Adds the users not found and the presences of one chunk.</summary>
        internal void Add(GuildMembersChunkEvent chunk)
        {
            lock (_lock)
            {
                if (chunk.NotFound.Count > 0)
                {
                    _notFound.AddRange(chunk.NotFound.Except(_notFound));
                    _notFoundNow = null;
                }

                if (chunk.Presences.Count > 0)
                {
                    _presences.AddRange(chunk.Presences);
                    _presencesNow = null;
                }
            }
        }
    }
}
