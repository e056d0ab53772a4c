using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Sql;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;

namespace BizTalkDR.DatabaseSets;

/// <summary>Drops a set of databases after checking all of them.</summary>
/// <param name="connector">Opens the connections.</param>
public sealed class DatabaseSetRemover(IInstanceConnector connector)
{
    private static readonly HashSet<string> SystemDatabases = new(StringComparer.OrdinalIgnoreCase)
    {
        "master",
        "model",
        "msdb",
        "tempdb",
        "distribution",
        "resource",
    };

    /// <summary>
    /// Checks all databases first (system databases, sessions, snapshots) and drops none if any is refused; then drops them. A database that
    /// does not exist counts as removed.
    /// </summary>
    /// <exception cref="InstanceConnectionException">An instance can't be reached.</exception>
    /// <exception cref="DatabaseSetException">The checks refused a database (<c>DatabaseInUse</c>, <c>SystemDatabase</c>, <c>DatabaseHasSnapshots</c>, <c>DatabaseIsAnother</c>).</exception>
    public IReadOnlyList<DatabaseRemovalResult> Remove(
        Topology topology,
        IReadOnlyCollection<DatabaseKey> databases,
        DatabaseRemovalOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        options ??= new DatabaseRemovalOptions();
        var positions = Check(topology, databases, options, cancellationToken);
        var removals = positions.Select(position => new Removal(position)).ToList();
        Throttled.Run(
            removals,
            options.ThrottleLimit,
            removal => removal.Result = Remove(topology.Instance(removal.Position.Instance), removal.Position, options, cancellationToken),
            cancellationToken
        );
        return [.. removals.Select(removal => removal.Result)];
    }

    private List<DatabasePosition> Check(
        Topology topology,
        IReadOnlyCollection<DatabaseKey> databases,
        DatabaseRemovalOptions options,
        CancellationToken cancellationToken
    )
    {
        foreach (var database in databases)
        {
            if (SystemDatabases.Contains(database.Name))
                throw Refused("SystemDatabase", database, $"{database} is a system database and is never dropped.", "Leave it out.");
        }
        var positions = new Dictionary<DatabaseKey, DatabasePosition>();
        foreach (var group in databases.GroupBy(database => database.Server, StringComparer.OrdinalIgnoreCase))
        {
            var instance = topology.Instance(group.Key);
            foreach (
                var position in new DatabasePositionReader(connector).Read(
                    instance,
                    [.. group.Select(each => each.Name)],
                    cancellationToken
                )
            )
            {
                positions[new DatabaseKey(group.Key, position.Database)] = position;
                CheckIdentity(position, options);
            }
            using var session = connector.OpenServer(instance, cancellationToken);
            foreach (var database in group)
                CheckUse(session, database, options);
        }
        return [.. databases.Select(database => positions[database])];
    }

    private static void CheckIdentity(DatabasePosition now, DatabaseRemovalOptions options)
    {
        if (options.Asked.FirstOrDefault(asked => asked.Key == now.Key) is { } asked && AskedAbout.WhyAnother(asked, now) is { } why)
            throw Refused(
                "DatabaseIsAnother",
                now.Key,
                $"{now.Key} is not the database any more that was asked about: {why}.",
                "See what it is (Get-BtsDatabase) and who has made it; then give the command anew."
            );
    }

    private static void CheckUse(SmoSession session, DatabaseKey database, DatabaseRemovalOptions options)
    {
        var snapshots = Rows(session, "Snapshots", database.Name, row => row.RequiredText("name"));
        if (snapshots.Count > 0)
        {
            throw Refused(
                "DatabaseHasSnapshots",
                database,
                $"{database} has the database snapshots {string.Join(", ", snapshots)}.",
                "Drop the snapshots first."
            );
        }
        var sessions = options.KillSessions ? [] : ExclusiveAccess.LastingSessions(session, database.Name);
        if (sessions.Count > 0)
        {
            throw Refused(
                "DatabaseInUse",
                database,
                $"{database} is in use by {string.Join("; ", sessions)}.",
                "Stop what uses it (BizTalk services, SQL Server Agent jobs), or allow its sessions to be ended."
            );
        }
    }

    private DatabaseRemovalResult Remove(
        InstanceReference instance,
        DatabasePosition position,
        DatabaseRemovalOptions options,
        CancellationToken cancellationToken
    )
    {
        var result = new DatabaseRemovalResult
        {
            Instance = position.Instance,
            Database = position.Database,
            StateBefore = position.State,
        };
        if (position.State == DatabaseState.Missing)
            return result with { IsRemoved = true };
        try
        {
            using var session = connector.OpenServer(instance, cancellationToken);
            var killed = options.KillSessions ? ExclusiveAccess.Sessions(session, position.Database).Count : 0;
            // A drop that was begun is not cancelled; one that nobody works on any more is not waited for.
            new StatementWatch(connector, instance, StatementPatience.Default).Run(
                session,
                position.Database,
                () => TakeAndDrop(session, position.Database, options.KillSessions),
                CancellationToken.None
            );
            return result with { IsRemoved = true, SessionsKilled = killed };
        }
        catch (BizTalkDRException exception)
        {
            return result with { Error = exception };
        }
        catch (Exception exception) when (SqlErrors.IsFromServer(exception))
        {
            return result with { Error = Failed(position, exception) };
        }
    }

    private static void TakeAndDrop(SmoSession session, string database, bool mayKill)
    {
        if (mayKill)
            ExclusiveAccess.Take(session, database);
        Drop(session, database, mayKill);
    }

    private static void Drop(SmoSession session, string database, bool isSingleUser)
    {
        try
        {
            session.Context.ExecuteNonQuery("DROP DATABASE " + SqlIdentifier.Quote(database));
        }
        catch (Exception exception) when (SqlErrors.IsFromServer(exception))
        {
            if (isSingleUser)
                ExclusiveAccess.GiveBack(session, database);
            throw;
        }
    }

    private static List<T> Rows<T>(SmoSession session, string query, string database, Func<SqlRow, T> read) =>
        SqlQuery.Rows(
            session.Context.SqlConnectionObject,
            SqlText.Load(typeof(DatabaseSetRemover), query),
            read,
            default,
            ("@database", database)
        );

    private static DatabaseSetException Refused(string errorId, DatabaseKey database, string message, string remedy) =>
        new(errorId, ErrorKind.State, message + " No database was dropped.")
        {
            Server = database.Server,
            Database = database.Name,
            Remedy = remedy,
            DocumentationUri = Documentation.RestoringProduction,
        };

    private static DatabaseSetException Failed(DatabasePosition position, Exception exception) =>
        new("DropFailed", ErrorKind.Operation, $"{position.Key} could not be dropped: {SqlErrors.Describe(exception)}", exception)
        {
            Server = position.Instance,
            Database = position.Database,
            SqlErrorNumber = SqlErrors.Cause(exception)?.Number,
            Remedy = "Correct the cause and run the step again; databases that are gone already are passed over.",
            DocumentationUri = Documentation.RestoringProduction,
        };

    private sealed class Removal(DatabasePosition position)
    {
        public DatabasePosition Position { get; } = position;

        public DatabaseRemovalResult Result { get; set; } =
            new()
            {
                Instance = position.Instance,
                Database = position.Database,
                StateBefore = position.State,
                Error = new DatabaseSetException(
                    "Cancelled",
                    ErrorKind.Cancelled,
                    $"{position.Key} was not dropped: the operation was cancelled."
                ),
            };
    }
}
