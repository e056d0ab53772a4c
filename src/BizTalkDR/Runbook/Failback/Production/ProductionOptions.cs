using System.Globalization;
using BizTalkDR.Sql;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Runbook.Failback.Production;

/// <summary>Brings back a production database's owner and options after its restore, where they differ from what was recorded.</summary>
public static class ProductionOptions
{
    /// <summary>The statements that bring one database from what it is now to what was recorded. None when nothing differs.</summary>
    /// <param name="recorded">What production was like.</param>
    /// <param name="now">What the restored database is like.</param>
    public static IReadOnlyList<string> Statements(ProductionDatabase recorded, ProductionDatabase now)
    {
        if (recorded is null)
            throw new ArgumentNullException(nameof(recorded));
        if (now is null)
            throw new ArgumentNullException(nameof(now));
        if (!recorded.WasThere)
            return [];
        var name = SqlIdentifier.Quote(recorded.Name);
        var statements = new List<string>();
        void Set(bool differs, string option)
        {
            if (differs)
                statements.Add($"ALTER DATABASE {name} SET {option};");
        }

        if (recorded.Owner is { } owner && !string.Equals(owner, now.Owner, StringComparison.OrdinalIgnoreCase))
            statements.Add($"ALTER AUTHORIZATION ON DATABASE::{name} TO {SqlIdentifier.Quote(owner)};");
        Set(recorded.RecoveryModel != now.RecoveryModel, $"RECOVERY {recorded.RecoveryModel}");
        Set(
            recorded.CompatibilityLevel != now.CompatibilityLevel && recorded.CompatibilityLevel > 0,
            string.Format(CultureInfo.InvariantCulture, "COMPATIBILITY_LEVEL = {0}", recorded.CompatibilityLevel)
        );
        Set(recorded.IsTrustworthy != now.IsTrustworthy, "TRUSTWORTHY " + OnOff(recorded.IsTrustworthy));
        Set(recorded.IsDbChaining != now.IsDbChaining, "DB_CHAINING " + OnOff(recorded.IsDbChaining));
        Set(
            recorded.IsBrokerEnabled != now.IsBrokerEnabled,
            (recorded.IsBrokerEnabled ? "ENABLE_BROKER" : "DISABLE_BROKER") + " WITH ROLLBACK IMMEDIATE"
        );
        Set(
            recorded.IsReadCommittedSnapshot != now.IsReadCommittedSnapshot,
            "READ_COMMITTED_SNAPSHOT " + OnOff(recorded.IsReadCommittedSnapshot) + " WITH ROLLBACK IMMEDIATE"
        );
        Set(
            recorded.IsSnapshotIsolationAllowed != now.IsSnapshotIsolationAllowed,
            "ALLOW_SNAPSHOT_ISOLATION " + OnOff(recorded.IsSnapshotIsolationAllowed)
        );
        return statements;
    }

    /// <summary>
    /// The statements of <see cref="Statements"/> for a database that is to stay protected: a read-only one is made writable for this session alone
    /// meanwhile. None where nothing differs and the protection holds.
    /// </summary>
    /// <param name="recorded">What production was like.</param>
    /// <param name="now">What the restored database is like.</param>
    /// <param name="protection">How it is kept from being changed.</param>
    internal static IReadOnlyList<string> Protected(ProductionDatabase recorded, ProductionDatabase now, Protection protection)
    {
        var changes = Statements(recorded, now);
        var name = SqlIdentifier.Quote(recorded.Name);
        string Set(string option) => $"ALTER DATABASE {name} SET {option} WITH ROLLBACK IMMEDIATE;";
        if (protection == Protection.RestrictedUser)
            return [.. changes, .. now.UserAccess == "RESTRICTED_USER" ? Array.Empty<string>() : [Set("RESTRICTED_USER")]];
        var isChanged = changes.Count > 0;
        return
        [
            .. isChanged && now.UserAccess != "SINGLE_USER" ? [Set("SINGLE_USER")] : Array.Empty<string>(),
            .. isChanged && now.IsReadOnly ? [Set("READ_WRITE")] : Array.Empty<string>(),
            .. changes,
            .. isChanged || !now.IsReadOnly ? [Set("READ_ONLY")] : Array.Empty<string>(),
            .. isChanged || now.UserAccess == "SINGLE_USER" ? [Set("MULTI_USER")] : Array.Empty<string>(),
        ];
    }

    /// <summary>The statements that make a restored database as accessible as production was.</summary>
    /// <param name="recorded">What production was like.</param>
    /// <param name="now">What the restored database is like.</param>
    internal static IReadOnlyList<string> Opening(ProductionDatabase recorded, ProductionDatabase now)
    {
        var name = SqlIdentifier.Quote(recorded.Name);
        string Set(string option) => $"ALTER DATABASE {name} SET {option} WITH ROLLBACK IMMEDIATE;";
        return
        [
            .. recorded.IsReadOnly != now.IsReadOnly ? [Set(recorded.IsReadOnly ? "READ_ONLY" : "READ_WRITE")] : Array.Empty<string>(),
            .. Access(recorded) != now.UserAccess ? [Set(Access(recorded))] : Array.Empty<string>(),
        ];
    }

    /// <summary>Who may come into production's database. SINGLE_USER is what an administrator, or a run that was cut off, has left for a moment.</summary>
    internal static string Access(ProductionDatabase recorded) =>
        recorded.UserAccess == "RESTRICTED_USER" ? "RESTRICTED_USER" : "MULTI_USER";

    /// <summary>Runs the statements on the instance, in order.</summary>
    /// <exception cref="SqlException">One is refused.</exception>
    public static void Apply(SqlConnection connection, IEnumerable<string> statements)
    {
        foreach (var statement in statements)
            SqlQuery.Execute(connection, statement);
    }

    private static string OnOff(bool on) => on ? "ON" : "OFF";
}
