namespace Discord.Gateway;

/// <summary>Checks of <see cref="Permissions"/>.</summary>
public static class PermissionsExtensions
{
    /// <summary>
    /// Whether all wanted permissions are granted. Always true with <see cref="Permissions.Administrator"/>, or if <paramref name="wanted"/> is <see
    /// cref="Permissions.None"/>. Discord's documentation: <see href="https://discord.com/developers/docs/topics/permissions#permission-overwrites">Permissions › Permission Overwrites</see>.
    /// </summary>
    /// <param name="permissions">The granted permissions.</param>
    /// <param name="wanted">The permissions, all of which are required.</param>
    public static bool Has(this Permissions permissions, Permissions wanted) =>
        (permissions & Permissions.Administrator) != 0 || (permissions & wanted) == wanted;
}
