using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Security;

/// <summary>
/// What Windows on an instance's computer knows of accounts: those of the domain, which all computers know, and its own. What is local to another
/// computer of the sandbox it does not know.
/// </summary>
internal static class WindowsAccounts
{
    // The groups that BizTalk Server's configuration makes are called so.
    private static readonly string[] Plurals = ["Users", "Administrators", "Operators", "Admins", "Group", "Groups"];

    internal static bool IsKnown(DatabaseEngine instance, string account)
    {
        var authority = account.Split('\\')[0];
        return authority.SameAs(instance.ComputerName)
            || !instance.Host.Engines.Any(other =>
                other.ComputerName.SameAs(authority) && !other.ComputerName.SameAs(instance.ComputerName)
            );
    }

    internal static bool IsGroup(string account)
    {
        var last = account.Split('\\')[^1].Split(' ')[^1];
        return Plurals.Any(plural => plural.SameAs(last));
    }
}
