using System.Globalization;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Logging;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Storage.Alteration;

/// <summary>ALTER DATABASE ... SET.</summary>
internal static class OptionChange
{
    /// <summary>
    /// Throws 5058 for an option that a system database can't have, 5064 when another session has the database in single-user mode, 5070
    /// WITH NO_WAIT, 1468 for what a database in an availability group can't be, 5120 when its files are gone.
    /// </summary>
    internal static void Apply(Caller session, Database database, AlterDatabaseSetStatement statement, CancellationToken attention)
    {
        foreach (var option in statement.Options)
            CheckSystemDatabase(database, option);
        if (statement.Options.Any(NeedsNoGroup))
            AvailabilityGroup.Refuse(database, 1468);
        if (
            database.Options.UserAccess == UserAccess.SingleUser
            && database.State == DatabaseState.Online
            && DatabaseUse.By(database, session).Any()
        )
        {
            if (statement.Termination is not { ImmediateRollback: true })
                throw MessageCatalog.Error(5064, database.Name);
        }
        if (statement.Options.Any(NeedsDatabaseAlone))
            TerminationOf(statement).TakeAlone(database, session, attention);
        foreach (var option in statement.Options)
            Set(database, option);
    }

    private static void Set(Database database, DatabaseOption option)
    {
        switch (option.OptionKind)
        {
            case DatabaseOptionKind.Offline:
                database.State = DatabaseState.Offline;
                break;
            case DatabaseOptionKind.Online:
                BringOnline(database);
                break;
            case DatabaseOptionKind.Emergency:
                database.State = DatabaseState.Emergency;
                break;
            case DatabaseOptionKind.Hadr:
                throw MessageCatalog.Error(40517, "ALTER DATABASE SET HADR");
            case DatabaseOptionKind.NewBroker:
                database.ServiceBrokerGuid = Guid.NewGuid();
                SetOptions(database, database.Options with { IsBrokerEnabled = true });
                break;
            default:
                SetOptions(database, Change(database.Options, option));
                break;
        }
    }

    /// <summary>Leaving the full and bulk-logged models breaks the log chain (4214) until the next full or differential backup.</summary>
    private static void SetOptions(Database database, DatabaseOptions options)
    {
        if (options == database.Options)
            return;
        if (options.IsReadOnly && !database.Options.IsReadOnly)
            BecomeReadOnly(database, options);
        else
            database.Write(new OptionsRecord(options));
        if (options.RecoveryModel != RecoveryModel.Simple)
            return;
        database.ArchivePoint = Lsn.None;
        database.Truncate();
    }

    // The last that is written into the database until it is read-write again.
    private static void BecomeReadOnly(Database database, DatabaseOptions options)
    {
        lock (database.Latch)
        {
            database.Checkpoint();
            database.Write(new OptionsRecord(options));
            database.Log.Flush();
        }
    }

    private static DatabaseOptions Change(DatabaseOptions options, DatabaseOption option) =>
        option switch
        {
            RecoveryDatabaseOption recovery => options with
            {
                RecoveryModel = recovery.Value switch
                {
                    RecoveryDatabaseOptionKind.Simple => RecoveryModel.Simple,
                    RecoveryDatabaseOptionKind.BulkLogged => RecoveryModel.BulkLogged,
                    _ => RecoveryModel.Full,
                },
            },
            PageVerifyDatabaseOption verify => options with
            {
                PageVerify = verify.Value switch
                {
                    PageVerifyDatabaseOptionKind.Checksum => 2,
                    PageVerifyDatabaseOptionKind.TornPageDetection => 1,
                    _ => 0,
                },
            },
            LiteralDatabaseOption { OptionKind: DatabaseOptionKind.CompatibilityLevel } level => options with
            {
                CompatibilityLevel = int.Parse(level.Value.Value, CultureInfo.InvariantCulture),
            },
            PartnerDatabaseOption or WitnessDatabaseOption => throw MessageCatalog.Error(
                40517,
                "ALTER DATABASE ... SET database mirroring"
            ),
            DelayedDurabilityDatabaseOption { Value: not DelayedDurabilityOptionKind.Disabled } => throw MessageCatalog.Error(
                40517,
                "ALTER DATABASE ... SET DELAYED_DURABILITY"
            ),
            ChangeTrackingDatabaseOption { OptionState: OptionState.On } => throw MessageCatalog.Error(
                40517,
                "ALTER DATABASE ... SET CHANGE_TRACKING ON"
            ),
            QueryStoreDatabaseOption { OptionState: OptionState.On } => throw MessageCatalog.Error(
                40517,
                "ALTER DATABASE ... SET QUERY_STORE ON"
            ),
            OnOffDatabaseOption onOff => Change(options, onOff.OptionKind, onOff.OptionState == OptionState.On),
            _ => Change(options, option.OptionKind),
        };

    private static DatabaseOptions Change(DatabaseOptions options, DatabaseOptionKind kind) =>
        kind switch
        {
            DatabaseOptionKind.SingleUser => options with { UserAccess = UserAccess.SingleUser },
            DatabaseOptionKind.RestrictedUser => options with { UserAccess = UserAccess.RestrictedUser },
            DatabaseOptionKind.MultiUser => options with { UserAccess = UserAccess.MultiUser },
            DatabaseOptionKind.ReadOnly => options with { IsReadOnly = true },
            DatabaseOptionKind.ReadWrite => options with { IsReadOnly = false },
            DatabaseOptionKind.EnableBroker => options with { IsBrokerEnabled = true },
            DatabaseOptionKind.DisableBroker => options with { IsBrokerEnabled = false },
            _ => options,
        };

    private static DatabaseOptions Change(DatabaseOptions options, DatabaseOptionKind kind, bool isOn) =>
        kind switch
        {
            DatabaseOptionKind.Trustworthy => options with { IsTrustworthy = isOn },
            DatabaseOptionKind.DBChaining => options with { IsDbChaining = isOn },
            DatabaseOptionKind.ReadCommittedSnapshot => options with { IsReadCommittedSnapshot = isOn },
            DatabaseOptionKind.AllowSnapshotIsolation => options with { IsSnapshotIsolationAllowed = isOn },
            DatabaseOptionKind.AutoClose => options with { IsAutoClose = isOn },
            DatabaseOptionKind.AutoShrink => options with { IsAutoShrink = isOn },
            DatabaseOptionKind.AutoCreateStatistics => options with { IsAutoCreateStatistics = isOn },
            DatabaseOptionKind.AutoUpdateStatistics => options with { IsAutoUpdateStatistics = isOn },
            DatabaseOptionKind.RecursiveTriggers => options with { IsRecursiveTriggers = isOn },
            DatabaseOptionKind.AnsiNullDefault => options with { IsAnsiNullDefault = isOn },
            DatabaseOptionKind.AnsiNulls => options with { IsAnsiNulls = isOn },
            DatabaseOptionKind.AnsiPadding => options with { IsAnsiPadding = isOn },
            DatabaseOptionKind.AnsiWarnings => options with { IsAnsiWarnings = isOn },
            DatabaseOptionKind.ArithAbort => options with { IsArithAbort = isOn },
            DatabaseOptionKind.ConcatNullYieldsNull => options with { IsConcatNullYieldsNull = isOn },
            DatabaseOptionKind.QuotedIdentifier => options with { IsQuotedIdentifier = isOn },
            DatabaseOptionKind.NumericRoundAbort => options with { IsNumericRoundAbort = isOn },
            DatabaseOptionKind.Encryption => isOn && options.EncryptorThumbprint is null
                ? throw MessageCatalog.Error(33106)
                : options with
                {
                    IsEncrypted = isOn,
                },
            DatabaseOptionKind.TornPageDetection => options with { PageVerify = (byte)(isOn ? 1 : 0) },
            _ when !isOn => options,
            _ => throw MessageCatalog.Error(40517, $"ALTER DATABASE ... SET {kind} ON"),
        };

    private static bool NeedsNoGroup(DatabaseOption option) =>
        option
            is { OptionKind: DatabaseOptionKind.Offline or DatabaseOptionKind.SingleUser or DatabaseOptionKind.ReadOnly }
                or RecoveryDatabaseOption { Value: not RecoveryDatabaseOptionKind.Full };

    private static bool NeedsDatabaseAlone(DatabaseOption option) =>
        option.OptionKind
            is DatabaseOptionKind.SingleUser
                or DatabaseOptionKind.RestrictedUser
                or DatabaseOptionKind.Offline
                or DatabaseOptionKind.Emergency
                or DatabaseOptionKind.ReadOnly
                or DatabaseOptionKind.ReadWrite
                or DatabaseOptionKind.EnableBroker
                or DatabaseOptionKind.NewBroker
                or DatabaseOptionKind.ReadCommittedSnapshot;

    private static Termination TerminationOf(AlterDatabaseSetStatement statement) =>
        statement.Termination switch
        {
            { ImmediateRollback: true } => new Termination(TimeSpan.Zero, NoWait: false),
            { RollbackAfter: { } after } => new Termination(
                TimeSpan.FromSeconds(int.Parse(after.Value, CultureInfo.InvariantCulture)),
                NoWait: false
            ),
            { NoWait: true } => new Termination(null, NoWait: true),
            _ => new Termination(null, NoWait: false),
        };

    private static void CheckSystemDatabase(Database database, DatabaseOption option)
    {
        var isFixed =
            option.OptionKind
            is DatabaseOptionKind.SingleUser
                or DatabaseOptionKind.RestrictedUser
                or DatabaseOptionKind.Offline
                or DatabaseOptionKind.ReadOnly
                or DatabaseOptionKind.Emergency;
        if (database.Id <= 2 && isFixed)
            throw MessageCatalog.Error(5058, option.OptionKind.ToString().ToUpperInvariant(), database.Name);
        if (database.Id == 2 && option is RecoveryDatabaseOption)
            throw MessageCatalog.Error(5058, "RECOVERY", database.Name);
    }

    private static void BringOnline(Database database)
    {
        if (database.Sequence is { Standby: null })
            return;
        var instance = database.Instance;
        foreach (var file in database.Files)
        {
            var error = instance.Host.Files.FindFile(instance.ComputerName, file.PhysicalName, out _);
            if (error == WindowsError.None)
                continue;
            database.State = DatabaseState.RecoveryPending;
            throw MessageCatalog.Error(5120, file.PhysicalName, error, WindowsError.Describe(error));
        }
        database.State = DatabaseState.Online;
    }
}
