namespace Discord.Gateway.Tests.Models;

/// <summary>The lines of PermissionCases.txt: where, the world in words, and the permissions expected.</summary>
internal static class PermissionCases
{
    internal static IEnumerable<(string Where, string World, string Expected)> All =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Models", "PermissionCases.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(" | ", 3, StringSplitOptions.TrimEntries))
            .Select(parts => (parts[0], parts[1], parts[2]));
}
