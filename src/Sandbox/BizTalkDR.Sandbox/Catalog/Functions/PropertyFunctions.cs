using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Catalog.Objects;
using BizTalkDR.Sandbox.Catalog.Server;
using BizTalkDR.Sandbox.Catalog.Views.Databases;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Catalog.Functions;

/// <summary>DATABASEPROPERTYEX, OBJECTPROPERTY, COLUMNPROPERTY and the other ...PROPERTY functions.</summary>
internal static class PropertyFunctions
{
    internal static IEnumerable<SystemFunction> All() =>
        [
            Function.Of("DATABASEPROPERTYEX", "sql_variant", 2, 2, (session, given) => OfDatabase(session, given, asText: true)),
            Function.Of(
                "DATABASEPROPERTY",
                "int",
                2,
                2,
                (session, given) => OfDatabase(session, given, asText: false) is int value ? value : null
            ),
            Function.Of("OBJECTPROPERTY", "int", 2, 2, (session, given) => OfObject(session, given) is int value ? value : null),
            Function.Of("OBJECTPROPERTYEX", "sql_variant", 2, 2, OfObject),
            Function.Of("COLUMNPROPERTY", "int", 3, 3, OfColumn),
            Function.Of("TYPEPROPERTY", "int", 2, 2, OfType),
            Function.Of("INDEXPROPERTY", "int", 3, 3, OfIndex),
            Function.Of("FILEPROPERTY", "int", 2, 2, OfFile),
            Function.Of("FILEGROUPPROPERTY", "int", 2, 2, OfFileGroup),
            Function.Of(
                "COLLATIONPROPERTY",
                "sql_variant",
                2,
                2,
                (_, given) => CollationProperties.Get(Function.Text(given[0]), Function.Text(given[1]))
            ),
            Function.Of("FULLTEXTSERVICEPROPERTY", "int", (_, _) => 0),
            Function.Of("FULLTEXTCATALOGPROPERTY", "int", 2, 2, (_, _) => null),
            Function.Of("ASSEMBLYPROPERTY", "sql_variant", 2, 2, (_, _) => null),
            Function.Of("FN_HADR_IS_PRIMARY_REPLICA", "bit", (session, name) => IsPrimary(session, Function.Text(name))),
            Function.Of("FN_HADR_BACKUP_IS_PREFERRED_REPLICA", "bit", (_, _) => true),
            Function.Of("GETANSINULL", "int", 0, 1, (_, _) => 1),
            Function.Of("@@DBTS", "varbinary(8)", _ => new byte[] { 0, 0, 0, 0, 0, 0, 7, 208 }),
            Function.Of("FILE_ID", "smallint", (session, name) => FileNamed(session, name)?.FileId),
            Function.Of("FILE_IDEX", "int", (session, name) => FileNamed(session, name)?.FileId),
            Function.Of(
                "FILE_NAME",
                "nvarchar(128)",
                (session, id) => session.Database.Files.FirstOrDefault(file => file.FileId == Function.Number(id))?.LogicalName
            ),
            Function.Of("FILEGROUP_ID", "int", (session, name) => GroupNamed(session, name)?.Id),
            Function.Of(
                "FILEGROUP_NAME",
                "nvarchar(128)",
                (session, id) => FileGroup.Of(session.Database).FirstOrDefault(group => group.Id == Function.Number(id))?.Name
            ),
        ];

    private static object? OfDatabase(SqlSession session, IReadOnlyList<object?> given, bool asText)
    {
        if (Function.Text(given[0]) is not { } name || session.Instance.FindDatabase(name) is not { } database)
            return null;
        var options = database.Options;
        var isOpen = Permissions.IsReadable(database);
        return Function.Text(given[1])?.ToUpperInvariant() switch
        {
            "COLLATION" => isOpen ? options.Collation : null,
            "COMPARISONSTYLE" => isOpen ? 196609 : null,
            "LCID" => isOpen ? 1033 : null,
            "SQLSORTORDER" => isOpen ? 52 : null,
            "EDITION" => null,
            "ISANSINULLDEFAULT" => Flag(options.IsAnsiNullDefault),
            "ISANSINULLSENABLED" => Flag(options.IsAnsiNulls),
            "ISANSIPADDINGENABLED" => Flag(options.IsAnsiPadding),
            "ISANSIWARNINGSENABLED" => Flag(options.IsAnsiWarnings),
            "ISARITHMETICABORTENABLED" => Flag(options.IsArithAbort),
            "ISAUTOCLOSE" => Flag(options.IsAutoClose),
            "ISAUTOCREATESTATISTICS" => Flag(options.IsAutoCreateStatistics),
            "ISAUTOSHRINK" => Flag(options.IsAutoShrink),
            "ISAUTOUPDATESTATISTICS" => Flag(options.IsAutoUpdateStatistics),
            "ISINSTANDBY" => Flag(database.IsInStandby),
            "ISNULLCONCAT" => Flag(options.IsConcatNullYieldsNull),
            "ISNUMERICROUNDABORTENABLED" => Flag(options.IsNumericRoundAbort),
            "ISQUOTEDIDENTIFIERSENABLED" => Flag(options.IsQuotedIdentifier),
            "ISRECURSIVETRIGGERSENABLED" => Flag(options.IsRecursiveTriggers),
            "ISTORNPAGEDETECTIONENABLED" => Flag(options.PageVerify == 1),
            "ISXTPSUPPORTED" => 1,
            "ISCLONE" or "ISVERIFIEDCLONE" or "ISFULLTEXTENABLED" or "ISPUBLISHED" or "ISMERGEPUBLISHED" or "ISSUBSCRIBED" => 0,
            "ISCLOSECURSORSONCOMMITENABLED" or "ISLOCALCURSORSDEFAULT" or "ISPARAMETERIZATIONFORCED" => 0,
            "ISAUTOCREATESTATISTICSINCREMENTAL" or "ISACCELERATEDDATABASERECOVERYON" or "ISSYNCWITHBACKUP" => 0,
            "ISMEMORYOPTIMIZEDELEVATETOSNAPSHOTENABLED" => 0,
            "RECOVERY" => Describe.RecoveryModel(options.RecoveryModel),
            "SERVICEOBJECTIVE" or "SERVICEOBJECTIVEID" or "MAXSIZEINBYTES" => null,
            "STATUS" => database.State == DatabaseState.RecoveryPending ? "SUSPECT" : Describe.State(database.State),
            "UPDATEABILITY" => options.IsReadOnly || database.IsInStandby ? "READ_ONLY" : "READ_WRITE",
            "USERACCESS" => Describe.UserAccess(options.UserAccess),
            "VERSION" => isOpen ? ProductInfo.DatabaseVersion(session.Instance.Options.Version) : null,
            "LASTGOODCHECKDBTIME" => database.LastGoodCheck ?? new DateTime(1900, 1, 1),
            "REPLICAID" => null,
            "ISOFFLINE" when !asText => Flag(database.State == DatabaseState.Offline),
            "ISSUSPECT" when !asText => Flag(database.State == DatabaseState.Suspect),
            "ISEMERGENCYMODE" when !asText => Flag(database.State == DatabaseState.Emergency),
            "ISINLOAD" when !asText => Flag(database.State == DatabaseState.Restoring),
            "ISINRECOVERY" when !asText => Flag(database.State == DatabaseState.Recovering),
            "ISREADONLY" when !asText => Flag(options.IsReadOnly),
            "ISSINGLEUSER" when !asText => Flag(options.UserAccess == UserAccess.SingleUser),
            "ISDBOONLY" when !asText => Flag(options.UserAccess == UserAccess.RestrictedUser),
            "ISBULKCOPY" when !asText => Flag(options.RecoveryModel == RecoveryModel.BulkLogged),
            "ISTRUNCLOG" when !asText => Flag(options.RecoveryModel == RecoveryModel.Simple),
            "ISSHUTDOWN" or "ISNOTRECOVERED" or "ISDETACHED" when !asText => 0,
            _ => null,
        };
    }

    private static object? OfObject(SqlSession session, IReadOnlyList<object?> given)
    {
        if (Function.Number(given[0]) is not { } id || CatalogObjects.Find(session.Database, id) is not { } found)
            return null;
        var table = found.Source as TableDefinition;
        var module = found.Source as ModuleDefinition;
        return Function.Text(given[1])?.ToUpperInvariant() switch
        {
            "BASETYPE" => found.Type,
            "CARDINALITY" => table is null ? null : (long)session.Database.GetTable(table).Count,
            "ISUSERTABLE" => Flag(found is { Type: "U", IsShipped: false }),
            "ISTABLE" => Flag(found.Type is "U" or "S"),
            "ISSYSTEMTABLE" => Flag(found.Type == "S"),
            "ISVIEW" => Flag(found.Type == "V"),
            "ISPROCEDURE" => Flag(found.Type == "P"),
            "ISEXTENDEDPROC" => Flag(found.Type == "X"),
            "ISSCALARFUNCTION" => Flag(found.Type == "FN"),
            "ISTABLEFUNCTION" => Flag(found.Type is "TF" or "IF"),
            "ISINLINEFUNCTION" => Flag(found.Type == "IF"),
            "ISTRIGGER" => Flag(found.Type == "TR"),
            "ISCONSTRAINT" => Flag(found.Type is "PK" or "UQ" or "C" or "D" or "F"),
            "ISPRIMARYKEY" => Flag(found.Type == "PK"),
            "ISUNIQUECNST" => Flag(found.Type == "UQ"),
            "ISCHECKCNST" => Flag(found.Type == "C"),
            "ISDEFAULTCNST" or "ISDEFAULT" => Flag(found.Type == "D"),
            "ISFOREIGNKEY" => Flag(found.Type == "F"),
            "ISMSSHIPPED" => Flag(found.IsShipped),
            "ISEXECUTED" => Flag(module is not null),
            "ISQUOTEDIDENTON" or "EXECISQUOTEDIDENTON" => Flag(module?.QuotedIdentifier ?? true),
            "ISANSINULLSON" or "EXECISANSINULLSON" => Flag(module?.AnsiNulls ?? true),
            "OWNERID" => DatabasePrincipals.Find(session.Database, DatabaseSchemas.Find(session.Database, found.Schema)?.Owner ?? "dbo")?.Id
                ?? 1,
            "SCHEMAID" => DatabaseSchemas.Find(session.Database, found.Schema)?.Id,
            "TABLEHASIDENTITY" => table is null ? null : Flag(table.Columns.Any(column => column.Identity is not null)),
            "TABLEHASPRIMARYKEY" => table is null ? null : Flag(table.Keys.Any(key => key.IsPrimary)),
            "TABLEHASINDEX" => table is null ? null : Flag(table.Keys.Count > 0),
            "TABLEHASCLUSTINDEX" => table is null ? null : Flag(table.Keys.Any(key => key.IsClustered)),
            "TABLEHASFOREIGNKEY" => table is null ? null : Flag(table.ForeignKeys.Count > 0),
            "TABLEHASCHECKCNST" => table is null ? null : Flag(table.Checks.Count > 0),
            "TABLEISFAKE" or "TABLEISPINNED" or "TABLEISMEMORYOPTIMIZED" or "ISENCRYPTED" or "ISSCHEMABOUND" or "EXECISSTARTUP" => 0,
            "ISREPLPROC" or "ISRULE" or "ISQUEUE" or "ISDETERMINISTIC" or "ISINDEXED" or "ISINDEXABLE" => 0,
            _ => null,
        };
    }

    private static object? OfColumn(SqlSession session, IReadOnlyList<object?> given)
    {
        if (
            Function.Number(given[0]) is not { } id
            || session.Database.Find(id) is not TableDefinition table
            || Function.Text(given[1]) is not { } name
            || table.ColumnIndex(name) is not (>= 0 and var index)
        )
            return null;
        var column = table.Columns[index];
        var facts = TypeFacts.Of(column.Type);
        return Function.Text(given[2])?.ToUpperInvariant() switch
        {
            "ALLOWSNULL" => Flag(column.IsNullable),
            "COLUMNID" => index + 1,
            "ISCOMPUTED" => Flag(column.ComputedText is not null),
            "ISIDENTITY" => Flag(column.Identity is not null),
            "ISROWGUIDCOL" => Flag(column.IsRowGuid),
            "PRECISION" => facts.Precision == 0 ? column.Type.Length : facts.Precision,
            "SCALE" => facts.Precision == 0 ? null : (int)facts.Scale,
            "CHARMAXLEN" => column.Type.IsString ? column.Type.Length : null,
            "ISHIDDEN" or "ISSPARSE" or "ISCOLUMNSET" or "ISFULLTEXTINDEXED" or "ISIDNOTFORREPL" or "ISXMLINDEXABLE" => 0,
            "ISINDEXABLE" => 1,
            "USESANSITRIM" => 1,
            _ => null,
        };
    }

    private static object? OfType(SqlSession session, IReadOnlyList<object?> given)
    {
        if (Function.Text(given[0]) is not { } name || Name.Split(name)[0] is not { } wanted)
            return null;
        var alias = session.Database.Entries.OfType<UserTypeDefinition>().FirstOrDefault(type => type.Name.SameAs(wanted));
        var known = TypeFacts.SystemTypes.Where(type => type.Name.SameAs(wanted)).Select(type => (TypeFacts?)type).FirstOrDefault();
        if (alias is null && known is null)
            return null;
        var facts = alias is null ? known!.Value : TypeFacts.Of(alias.Type);
        return Function.Text(given[1])?.ToUpperInvariant() switch
        {
            "ALLOWSNULL" => Flag(alias?.IsNullable ?? true),
            "PRECISION" => facts.Precision == 0 ? facts.MaxLength : facts.Precision,
            "SCALE" => facts.Precision == 0 ? null : (int)facts.Scale,
            "OWNERID" => 1,
            "USESANSITRIM" => 1,
            _ => null,
        };
    }

    private static object? OfIndex(SqlSession session, IReadOnlyList<object?> given)
    {
        if (
            Function.Number(given[0]) is not { } id
            || session.Database.Find(id) is not TableDefinition table
            || CatalogIndex.Of(table).FirstOrDefault(one => one.Key is { } key && key.Name.SameAs(Function.Text(given[1]) ?? ""))
                is not { } index
        )
            return null;
        return Function.Text(given[2])?.ToUpperInvariant() switch
        {
            "INDEXID" => index.Id,
            "ISCLUSTERED" => Flag(index.Key!.IsClustered),
            "ISUNIQUE" => Flag(index.Key!.IsUnique),
            "INDEXDEPTH" or "INDEXFILLFACTOR" => 0,
            "ISDISABLED" or "ISHYPOTHETICAL" or "ISPADINDEX" or "ISSTATISTICS" or "ISAUTOSTATISTICS" or "ISFULLTEXTKEY" => 0,
            "ISPAGELOCKDISALLOWED" or "ISROWLOCKDISALLOWED" => 0,
            _ => null,
        };
    }

    private static object? OfFile(SqlSession session, IReadOnlyList<object?> given) =>
        FileNamed(session, given[0]) is not { } file
            ? null
            : Function.Text(given[1])?.ToUpperInvariant() switch
            {
                "ISREADONLY" => Flag(session.Database.Options.IsReadOnly),
                "ISPRIMARYFILE" => Flag(file.FileId == 1),
                "ISLOGFILE" => Flag(file.IsLog),
                "SPACEUSED" => (int)FileViews.Used(new FileViews.FileRow(session.Database, file)),
                _ => null,
            };

    private static object? OfFileGroup(SqlSession session, IReadOnlyList<object?> given) =>
        GroupNamed(session, given[0]) is not { } group
            ? null
            : Function.Text(given[1])?.ToUpperInvariant() switch
            {
                "ISREADONLY" => 0,
                "ISUSERDEFINEDFG" => Flag(group.Id != 1),
                "ISDEFAULT" => Flag(group.Id == 1),
                _ => null,
            };

    private static DatabaseFile? FileNamed(SqlSession session, object? name) =>
        session.Database.Files.FirstOrDefault(file => file.LogicalName.SameAs(Function.Text(name) ?? ""));

    private static FileGroup? GroupNamed(SqlSession session, object? name) =>
        FileGroup.Of(session.Database).FirstOrDefault(group => group.Name.SameAs(Function.Text(name) ?? ""));

    private static int Flag(bool value) => value ? 1 : 0;

    // NULL outside of a group, where guards of job steps then do nothing.
    private static bool? IsPrimary(SqlSession session, string? name) =>
        name is not null && session.Instance.FindDatabase(name) is { } database && AvailabilityGroup.Of(database) is { } group
            ? group.Primary.Engine == session.Instance
            : null;
}
