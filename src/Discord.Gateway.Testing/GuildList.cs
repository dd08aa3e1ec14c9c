using System.Collections;

namespace Discord.Gateway.Testing;

/// <summary>
/// The guilds of a simulator. A guild in it tells the simulator of its changes. A change makes a new array, so that bots may identify and ask while a test joins guilds.
/// </summary>
internal sealed class GuildList(GatewaySimulator simulator) : IList<SimulatedGuild>
{
    private readonly Lock _lock = new();
    private volatile SimulatedGuild[] _guilds = [];

    public int Count => _guilds.Length;

    public bool IsReadOnly => false;

    public SimulatedGuild this[int index]
    {
        get => _guilds[index];
        set => Change(guilds => guilds[index] = value);
    }

    public void Add(SimulatedGuild item) => Change(guilds => guilds.Add(item));

    public void Insert(int index, SimulatedGuild item) => Change(guilds => guilds.Insert(index, item));

    public bool Remove(SimulatedGuild item)
    {
        bool isRemoved = false;
        Change(guilds => isRemoved = guilds.Remove(item));
        return isRemoved;
    }

    public void RemoveAt(int index) => Change(guilds => guilds.RemoveAt(index));

    public void Clear() => Change(guilds => guilds.Clear());

    public bool Contains(SimulatedGuild item) => _guilds.Contains(item);

    public int IndexOf(SimulatedGuild item) => Array.IndexOf(_guilds, item);

    public void CopyTo(SimulatedGuild[] array, int arrayIndex) => _guilds.CopyTo(array, arrayIndex);

    public IEnumerator<SimulatedGuild> GetEnumerator() => ((IEnumerable<SimulatedGuild>)_guilds).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Change(Action<List<SimulatedGuild>> change)
    {
        lock (_lock)
        {
            SimulatedGuild[] before = _guilds;
            List<SimulatedGuild> after = [.. before];
            change(after);
            after.ForEach(guild => ArgumentNullException.ThrowIfNull(guild));
            _guilds = [.. after];
            foreach (SimulatedGuild guild in before.Except(after))
            {
                guild.Detach(simulator);
            }

            foreach (SimulatedGuild guild in after.Except(before))
            {
                guild.Attach(simulator);
            }
        }
    }
}
