using System.Collections.ObjectModel;

namespace Discord.Gateway.Testing;

/// <summary>The guilds of a simulator. A guild in it tells the simulator of its changes.</summary>
internal sealed class GuildList(GatewaySimulator simulator) : Collection<SimulatedGuild>
{
    protected override void InsertItem(int index, SimulatedGuild item)
    {
        ArgumentNullException.ThrowIfNull(item);
        base.InsertItem(index, item);
        item.Attach(simulator);
    }

    protected override void SetItem(int index, SimulatedGuild item)
    {
        ArgumentNullException.ThrowIfNull(item);
        this[index].Detach(simulator);
        base.SetItem(index, item);
        item.Attach(simulator);
    }

    protected override void RemoveItem(int index)
    {
        this[index].Detach(simulator);
        base.RemoveItem(index);
    }

    protected override void ClearItems()
    {
        foreach (SimulatedGuild guild in this)
        {
            guild.Detach(simulator);
        }

        base.ClearItems();
    }
}
