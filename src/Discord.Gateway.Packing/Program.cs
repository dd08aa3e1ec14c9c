namespace Discord.Gateway.Packing;

/// <summary>Makes what was built fit to be packed. Arguments: the assembly, beside which its symbols are, and of a library also its documentation.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        string assembly = arguments[0];
        string[] errors =
        [
            .. arguments.Skip(1).SelectMany(documentation => PublicDocumentation.Trim(assembly, documentation)),
            .. SourcePaths.Check(assembly, Path.ChangeExtension(assembly, ".pdb")),
        ];
        foreach (string error in errors)
        {
            // In the form that MSBuild takes for an error of its own.
            Console.WriteLine($"{Path.GetFileName(assembly)} : error PACKING: {error}");
        }

        return errors.Length == 0 ? 0 : 1;
    }
}
