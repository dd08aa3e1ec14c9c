using System.Text;
using System.Text.Json;
using Discord.Gateway.Models;

namespace Discord.Gateway.Testing;

/// <content>Events.</content>
public sealed partial class GatewaySimulator
{
    /// <summary>
    /// Dispatches an event to every session whose shard serves its guild (without a guild, shard 0) and whose intents include it. Without <see cref="GatewayIntents.MessageContent"/>,
    /// messages in guilds have no content, unless the bot wrote them or is mentioned. Sessions without a connection receive the event when they resume.
    /// </summary>
    /// <param name="name">Discord's name of the event, such as <c>MESSAGE_CREATE</c>.</param>
    /// <param name="data">The event's data in JSON.</param>
    /// <returns>The number of sessions that the event is dispatched to. The task completes when the event has been written to their connections.</returns>
    public Task<int> DispatchAsync(string name, string data)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        using var document = JsonDocument.Parse(data);
        var filter = new EventFilter(name, data, document.RootElement, Options.BotId);
        if (name == "INTERACTION_CREATE" && SimulatorJson.TryParse(Encoding.UTF8.GetBytes(data), out _))
        {
            Rest.Open(document.RootElement);
        }

        return Task.FromResult(Dispatch(name, session =>
            (filter.GuildId is { } id ? session.ShardId.Serves(id) : session.ShardId.Index == 0) ? filter.GetData(session.Intents) : null));
    }

    /// <summary>Tells of a change in a guild, those sessions that know the guild.</summary>
    internal void DispatchChange(SimulatedGuild guild, GatewayEvent change)
    {
        string data = SimulatedObjects.WriteData(change);
        using var document = JsonDocument.Parse(data);
        var filter = new EventFilter(change.Name, data, document.RootElement, Options.BotId);
        Dispatch(change.Name, session => session.Guilds.Contains(guild.Id) ? filter.GetData(session.Intents) : null);
    }

    /// <summary>Adds an event to the sessions that it has data for, and sends it where there is a connection.</summary>
    private int Dispatch(string name, Func<SimulatedSession, string?> getData)
    {
        int count = 0;
        var connections = new List<SimulatedConnection>();
        lock (SyncRoot)
        {
            ForgetExpired();
            foreach (SimulatedSession session in _sessions.Values)
            {
                if (getData(session) is { } told)
                {
                    byte[] payload = session.Add(name, told, Options.ReplayLimit);
                    count++;
                    if (session.Connection is { } connection)
                    {
                        connection.Post(payload);
                        connections.Add(connection);
                    }
                }
            }
        }

        connections.ForEach(connection => connection.Flush());
        return count;
    }

    /// <summary>Sessions that nobody can resume any more get no events. Under the lock.</summary>
    private void ForgetExpired()
    {
        foreach (SimulatedSession session in _sessions.Values.Where(session => session.Connection is null && Now - session.DisconnectedAt > Options.SessionLifetime).ToList())
        {
            _sessions.Remove(session.Id);
        }
    }

    /// <summary>Dispatches an event, as <see cref="DispatchAsync(string, string)"/> does: <c>DispatchAsync(new MessageCreateEvent { … })</c>.</summary>
    /// <param name="gatewayEvent">The event; unset fields are sent as Discord sends them when they are empty.</param>
    /// <returns>The number of sessions that the event is dispatched to. The task completes when the event has been written to their connections.</returns>
    public Task<int> DispatchAsync(GatewayEvent gatewayEvent)
    {
        ArgumentNullException.ThrowIfNull(gatewayEvent);
        return DispatchAsync(gatewayEvent.Name, SimulatedObjects.WriteData(gatewayEvent));
    }

    /// <summary>Dispatches a message in a guild's channel, as <see cref="DispatchAsync(string, string)"/> does.</summary>
    /// <param name="guild">The guild.</param>
    /// <param name="content">The text.</param>
    /// <param name="author">The 0-based number of the member who wrote it; default 0.</param>
    public Task<int> DispatchMessageAsync(SimulatedGuild guild, string content, int author = 0)
    {
        ArgumentNullException.ThrowIfNull(guild);
        return DispatchAsync(SimulatorEvents.Message(guild, content, author, Now));
    }

    /// <summary>Dispatches a direct message to the bot, which can answer through the REST API: the channel has the author's id.</summary>
    /// <param name="author">The author; a member's user, for instance.</param>
    /// <param name="content">The text, which direct messages include with any intents.</param>
    public Task<int> DispatchDirectMessageAsync(User author, string content)
    {
        ArgumentNullException.ThrowIfNull(author);
        return DispatchAsync(SimulatorEvents.DirectMessage(author, Rest.OpenDirect(author), content, Now));
    }

    /// <summary>Dispatches a member's slash command (INTERACTION_CREATE), which the bot can answer through the REST API for 3 s.</summary>
    /// <param name="guild">The guild, in whose first channel the member uses the command.</param>
    /// <param name="name">The command's name.</param>
    /// <param name="options">The command's options; null for none.</param>
    /// <param name="author">The 0-based number of the member who uses the command; default 0.</param>
    public Task<int> DispatchCommandAsync(SimulatedGuild guild, string name, IReadOnlyList<CommandOption>? options = null, int author = 0)
    {
        ArgumentNullException.ThrowIfNull(guild);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return DispatchAsync(SimulatorEvents.Command(this, guild, name, options ?? [], author));
    }

    /// <summary>Adds a guild to <see cref="Guilds"/>, and dispatches GUILD_CREATE to current sessions.</summary>
    public Task<int> JoinGuildAsync(SimulatedGuild guild)
    {
        ArgumentNullException.ThrowIfNull(guild);
        if (!Guilds.Contains(guild))
        {
            Guilds.Add(guild);
        }

        return Task.FromResult(Dispatch("GUILD_CREATE", session =>
        {
            if (!session.ShardId.Serves(guild.Id))
            {
                return null;
            }

            session.Guilds.Add(guild.Id);
            return session.Intents.HasFlag(GatewayIntents.Guilds) ? SimulatedObjects.WriteData(guild.ToGuildCreate(Bot, session.Intents, session.LargeThreshold)) : null;
        }));
    }

    /// <summary>Removes a guild from <see cref="Guilds"/>, and dispatches GUILD_DELETE to current sessions.</summary>
    public Task<int> LeaveGuildAsync(SimulatedGuild guild)
    {
        ArgumentNullException.ThrowIfNull(guild);
        Guilds.Remove(guild);
        string data = SimulatorJson.Write(new GuildDeleteEvent { Guild = new UnavailableGuild { Id = guild.Id } }.WriteTo);
        return Task.FromResult(Dispatch("GUILD_DELETE", session => session.Guilds.Remove(guild.Id) && session.Intents.HasFlag(GatewayIntents.Guilds) ? data : null));
    }

    /// <summary>Dispatches an event to one session alone: the answer to its command.</summary>
    internal void DispatchTo(SimulatedConnection connection, GatewayEvent gatewayEvent) =>
        DispatchTo(connection, gatewayEvent.Name, SimulatedObjects.WriteData(gatewayEvent));

    internal void DispatchTo(SimulatedConnection connection, string name, string data)
    {
        lock (SyncRoot)
        {
            if (connection.Session is { } session)
            {
                connection.Post(session.Add(name, data, Options.ReplayLimit));
            }
        }

        connection.Flush();
    }
}
