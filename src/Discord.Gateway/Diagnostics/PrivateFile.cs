namespace Discord.Gateway.Diagnostics;

/// <summary>Files that only their owner may read: they hold secrets.</summary>
internal static class PrivateFile
{
    internal static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
