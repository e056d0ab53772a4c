using System.Security.AccessControl;
using System.Security.Principal;
#if !NETFRAMEWORK
using System.Runtime.Versioning;
#endif

namespace BizTalkDR.PrivateFiles;

/// <summary>Whose a file is and who may write to it, as Windows says.</summary>
#if !NETFRAMEWORK
[SupportedOSPlatform("windows")]
#endif
internal static class WindowsFile
{
    private const FileSystemRights Changing =
        FileSystemRights.WriteData
        | FileSystemRights.AppendData
        | FileSystemRights.Delete
        | FileSystemRights.ChangePermissions
        | FileSystemRights.TakeOwnership;

    private static SecurityIdentifier Me => WindowsIdentity.GetCurrent().User!;

    // Both may take any file for themselves: leaving them out would keep nothing from them, and backups from the file.
    private static IReadOnlyList<SecurityIdentifier> Trusted =>
        [Me, new(WellKnownSidType.LocalSystemSid, null), new(WellKnownSidType.BuiltinAdministratorsSid, null)];

    /// <summary>Makes a file that nobody else may read or write, nor take over by what its folder passes on.</summary>
    public static FileStream Create(string path, FileShare share)
    {
        var security = new FileSecurity();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        foreach (var account in Trusted)
            security.AddAccessRule(new FileSystemAccessRule(account, FileSystemRights.FullControl, AccessControlType.Allow));
        const FileSystemRights rights = FileSystemRights.Read | FileSystemRights.Write;
#if NETFRAMEWORK
        return new FileStream(path, FileMode.CreateNew, rights, share, 1, FileOptions.None, security);
#else
        return new FileInfo(path).Create(FileMode.CreateNew, rights, share, 1, FileOptions.None, security);
#endif
    }

    /// <summary>Whether it belongs to who runs this. What an elevated administrator makes belongs to Administrators.</summary>
    public static bool IsMine(string path)
    {
        var owner = new FileSecurity(path, AccessControlSections.Owner).GetOwner(typeof(SecurityIdentifier));
        using var me = WindowsIdentity.GetCurrent();
        return owner is SecurityIdentifier sid
            && (
                sid == me.User
                || (
                    sid.IsWellKnown(WellKnownSidType.BuiltinAdministratorsSid)
                    && new WindowsPrincipal(me).IsInRole(WindowsBuiltInRole.Administrator)
                )
            );
    }

    /// <summary>Who else may change it, by name.</summary>
    public static IReadOnlyList<string> OtherWriters(string path) => Others(path, Changing);

    /// <summary>Who else may read it, by name.</summary>
    public static IReadOnlyList<string> OtherReaders(string path) => Others(path, FileSystemRights.ReadData);

    private static IReadOnlyList<string> Others(string path, FileSystemRights rights)
    {
        var security = new FileSecurity(path, AccessControlSections.Access);
        return
        [
            .. security
                .GetAccessRules(includeExplicit: true, includeInherited: true, typeof(SecurityIdentifier))
                .Cast<FileSystemAccessRule>()
                .Where(rule => rule.AccessControlType == AccessControlType.Allow && (rule.FileSystemRights & rights) != 0)
                .Select(rule => (SecurityIdentifier)rule.IdentityReference)
                .Where(account => !Trusted.Contains(account))
                .Select(Name)
                .Distinct(),
        ];
    }

    private static string Name(SecurityIdentifier account)
    {
        try
        {
            return account.Translate(typeof(NTAccount)).Value;
        }
        catch (SystemException)
        {
            return account.Value;
        }
    }
}
