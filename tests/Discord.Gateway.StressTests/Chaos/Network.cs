using System.Net;
using System.Net.NetworkInformation;
using System.Text.RegularExpressions;

namespace Discord.Gateway.StressTests.Chaos;

/// <summary>
/// A network of this machine's own: each host is a network namespace, linked to a router, which is one as well and can drop what one address sends another without telling either.
/// This process has two addresses in it, the operator's and Discord's. Names and addresses are this process's, so that two runs do not meet.
/// </summary>
internal sealed partial class Network : IAsyncDisposable
{
    private const int MaxHosts = 250;

    private readonly string _prefix = $"chaos-{Environment.ProcessId}-";
    private readonly int _subnet;
    private readonly SortedSet<int> _hosts = [];
    private int _lastHost;

    private Network(int subnet) => _subnet = subnet;

    /// <summary>Where the silos reach the gateway.</summary>
    internal IPAddress Discord => IPAddress.Parse($"10.{_subnet}.0.3");

    /// <summary>From where this process reaches the silos.</summary>
    internal IPAddress Operator => IPAddress.Parse($"10.{_subnet}.0.2");

    private string Router => $"{_prefix}router";

    private static string OwnLink => $"chaos{Environment.ProcessId}";

    internal static async Task<Network> CreateAsync()
    {
        await RemoveLeftoversAsync();
        HashSet<byte> used = [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(link => link.GetIPProperties().UnicastAddresses)
            .Select(address => address.Address.GetAddressBytes()).Where(address => address.Length == 4 && address[0] == 10).Select(address => address[1])];
        var network = new Network(Enumerable.Range(0, 128).Select(offset => 64 + ((Environment.ProcessId + offset) % 128)).First(subnet => !used.Contains((byte)subnet)));
        try
        {
            await network.BuildAsync();
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds a host. Its address is one that was not used for long: what comes late is not for it.</summary>
    internal async Task<NetworkHost> AddAsync()
    {
        int number;
        lock (_hosts)
        {
            do
            {
                _lastHost = (_lastHost % MaxHosts) + 1;
            }
            while (!_hosts.Add(_lastHost));
            number = _lastHost;
        }

        string name = $"{_prefix}{number}";
        await IpAsync($"netns add {name}");
        await IpAsync($"link add eth0 netns {name} type veth peer name h{number} netns {Router}");
        await IpAsync($"-n {Router} addr add 10.{_subnet}.{number}.1/29 dev h{number}");
        await IpAsync($"-n {Router} link set h{number} up");
        await IpAsync($"-n {name} addr add 10.{_subnet}.{number}.2/29 dev eth0");
        await IpAsync($"-n {name} link set eth0 up");
        await IpAsync($"-n {name} link set lo up");
        await IpAsync($"-n {name} route add default via 10.{_subnet}.{number}.1");
        return new NetworkHost(number, name, IPAddress.Parse($"10.{_subnet}.{number}.2"));
    }

    /// <summary>Removes a host, on which nothing runs any more.</summary>
    internal async Task RemoveAsync(NetworkHost host)
    {
        await Shell.TryAsync("ip", "netns", "del", host.Namespace);
        lock (_hosts)
        {
            _hosts.Remove(host.Number);
        }
    }

    /// <summary>From now on, nothing that one address sends the other arrives, either way; nobody is told.</summary>
    internal Task CutAsync(IPAddress one, IPAddress other) => ChangePairAsync("add", one, other);

    /// <summary>Undoes <see cref="CutAsync"/>.</summary>
    internal Task MendAsync(IPAddress one, IPAddress other) => ChangePairAsync("del", one, other);

    /// <summary>From now on, nothing arrives that a host sends or is sent, but for what comes from these addresses or goes there.</summary>
    internal Task IsolateAsync(NetworkHost host, params IEnumerable<IPAddress> reached) => ChangeIsolationAsync("add", host, reached);

    /// <summary>Undoes <see cref="IsolateAsync"/>.</summary>
    internal Task JoinAsync(NetworkHost host, params IEnumerable<IPAddress> reached) => ChangeIsolationAsync("del", host, reached);

    public async ValueTask DisposeAsync() => await RemoveAsync(Environment.ProcessId);

    private static Task<string> IpAsync(string command) => Shell.RunAsync("ip", command.Split(' '));

    private async Task ChangePairAsync(string change, IPAddress one, IPAddress other)
    {
        await IpAsync($"-n {Router} rule {change} pref 99 from {one} to {other} blackhole");
        await IpAsync($"-n {Router} rule {change} pref 99 from {other} to {one} blackhole");
    }

    private async Task ChangeIsolationAsync(string change, NetworkHost host, IEnumerable<IPAddress> reached)
    {
        foreach (IPAddress address in reached)
        {
            await IpAsync($"-n {Router} rule {change} pref 100 from {host.Address} to {address} lookup main");
            await IpAsync($"-n {Router} rule {change} pref 100 from {address} to {host.Address} lookup main");
        }

        await IpAsync($"-n {Router} rule {change} pref 101 from {host.Address} blackhole");
        await IpAsync($"-n {Router} rule {change} pref 101 to {host.Address} blackhole");
    }

    private async Task BuildAsync()
    {
        await IpAsync($"netns add {Router}");
        await Shell.RunAsync("ip", "netns", "exec", Router, "sysctl", "-qw", "net.ipv4.ip_forward=1");
        await IpAsync($"link add {OwnLink} type veth peer name h0 netns {Router}");
        await IpAsync($"-n {Router} addr add 10.{_subnet}.0.1/29 dev h0");
        await IpAsync($"-n {Router} link set h0 up");
        await IpAsync($"addr add {Operator}/29 dev {OwnLink}");
        await IpAsync($"addr add {Discord}/29 dev {OwnLink}");
        await IpAsync($"link set {OwnLink} up");
        await IpAsync($"route add 10.{_subnet}.0.0/16 via 10.{_subnet}.0.1");
    }

    /// <summary>Removes what runs left behind that were killed.</summary>
    private static async Task RemoveLeftoversAsync()
    {
        foreach (int owner in (await NamespacesAsync()).Select(one => one.Owner).Distinct())
        {
            if (!Directory.Exists($"/proc/{owner}"))
            {
                await RemoveAsync(owner);
            }
        }
    }

    /// <summary>Kills what runs in a run's namespaces, and removes them with their links, and its Redis's files.</summary>
    private static async Task RemoveAsync(int owner)
    {
        foreach ((string name, _) in (await NamespacesAsync()).Where(one => one.Owner == owner))
        {
            foreach (string process in (await Shell.TryAsync("ip", "netns", "pids", name)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                await Shell.TryAsync("kill", "-KILL", process);
            }

            await Shell.TryAsync("ip", "netns", "del", name);
        }

        await Shell.TryAsync("ip", "link", "del", $"chaos{owner}");
        if (Directory.Exists(RedisHost.DirectoryOf(owner)))
        {
            Directory.Delete(RedisHost.DirectoryOf(owner), recursive: true);
        }
    }

    private static async Task<IReadOnlyList<(string Name, int Owner)>> NamespacesAsync() =>
        [.. OurName().Matches(await Shell.RunAsync("ip", "netns", "list")).Select(match => (match.Value, int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)))];

    [GeneratedRegex("^chaos-([0-9]+)-[a-z0-9]+", RegexOptions.Multiline)]
    private static partial Regex OurName();
}

/// <summary>A host of the <see cref="Network"/>.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Namespace">The namespace: <c>ip netns exec NAMESPACE …</c> runs a program there.</param>
/// <param name="Address">Where others reach it.</param>
internal sealed record NetworkHost(int Number, string Namespace, IPAddress Address);
