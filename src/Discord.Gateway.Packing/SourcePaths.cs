using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Discord.Gateway.Packing;

/// <summary>Symbols lead debuggers to the repository, and name no folder of the machine that built them.</summary>
internal static class SourcePaths
{
    /// <summary>Where the compiler was told that the sources are.</summary>
    private const string Root = "/_";

    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    /// <summary>What is wrong with the symbols.</summary>
    internal static IEnumerable<string> Check(string assembly, string symbols)
    {
        using var image = new PEReader(File.OpenRead(assembly));
        foreach (DebugDirectoryEntry entry in image.ReadDebugDirectory().Where(entry => entry.Type == DebugDirectoryEntryType.CodeView))
        {
            string path = image.ReadCodeViewDebugDirectoryData(entry).Path;
            if (Path.IsPathRooted(path) && !IsMapped(path))
            {
                yield return $"It names its symbols by a path of this machine, {path}. Pack what was built with -c Release.";
            }
        }

        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(symbols));
        MetadataReader reader = provider.GetMetadataReader();
        string[] sources = [.. reader.Documents.Select(document => reader.GetString(reader.GetDocument(document).Name))];
        if (sources.FirstOrDefault(source => Path.IsPathRooted(source) && !IsMapped(source)) is { } named)
        {
            yield return $"Its symbols name a path of this machine, {named}. Pack what was built with -c Release.";
        }

        if (!reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation).Any(each => reader.GetGuid(each.Kind) == SourceLink))
        {
            yield return "Its symbols have no links to the source. Pack in a clone of the repository.";
        }
    }

    private static bool IsMapped(string path) => path.StartsWith(Root, StringComparison.Ordinal);
}
