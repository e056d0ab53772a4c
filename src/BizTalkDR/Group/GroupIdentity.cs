using BizTalkDR.Databases;

namespace BizTalkDR.Group;

/// <summary>
/// Which BizTalk group this is: its management database, whatever it is called and wherever it stands. Production's management database and
/// all copies restored from it are of one family, so both sides of a group have one identity; two groups have two, also on one instance.
/// </summary>
/// <param name="ManagementFamily">The management database's family GUID.</param>
/// <param name="ManagementDatabase">Its name, for people.</param>
public sealed record GroupIdentity(Guid ManagementFamily, string ManagementDatabase)
{
    /// <summary>The group of that management database; null where its family is not known.</summary>
    public static GroupIdentity? Of(DatabaseIdentity managementDatabase) =>
        managementDatabase.FamilyGuid is { } family ? new GroupIdentity(family, managementDatabase.Key.Name) : null;

    /// <summary>Whether both are one group.</summary>
    public bool IsSame(GroupIdentity other) => ManagementFamily == other.ManagementFamily;

    /// <summary>Name and family.</summary>
    public override string ToString() => $"{ManagementDatabase} ({ManagementFamily})";
}
