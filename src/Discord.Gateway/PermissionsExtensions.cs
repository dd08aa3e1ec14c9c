namespace Discord.Gateway;

/// <summary>Checks of <see cref="Permissions"/>.</summary>
public static class PermissionsExtensions
{
    /// <summary>
    /// Whether all wanted permissions are granted: always true with <see cref="Permissions.Administrator"/>, and if <paramref name="wanted"/> is <see
    /// cref="Permissions.None"/>. Discord's documentation: <see href="https://discord.com/developers/docs/topics/permissions#permission-overwrites">Permissions › Permission Overwrites</see>.
    /// </summary>
    /// <param name="permissions">The permissions that are granted.</param>
    /// <param name="wanted">The permissions that are needed, all of them.</param>
    public static bool Has(this Permissions permissions, Permissions wanted) =>
        (permissions & Permissions.Administrator) != 0 || (permissions & wanted) == wanted;
}
