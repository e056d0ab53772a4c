using System.Data;
using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.LogShipping.Sources;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Sql;
using BizTalkDR.Text;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Runbook.Failback.Steps;

/// <summary>
/// Has log shipping forget what it restored before the failback (sp_LogShippingClean). Otherwise it would wait for the continuation of a log chain
/// that ended with the failback, and take the source's next backup sets for ones it knows, whose ids begin anew at the mark. The procedure drops
/// databases: it is called only for the group's own sources, only when the chain has ended in this run, and only while none of their databases is there.
/// </summary>
/// <param name="context">The failback.</param>
internal sealed class LogShippingReset(FailbackContext context)
{
    /// <summary>A source of the group on a destination instance.</summary>
    /// <param name="Instance">The topology name of the instance.</param>
    /// <param name="SourceId">What sp_LogShippingClean takes.</param>
    /// <param name="Databases">The databases that log shipping takes from it.</param>
    private sealed record Source(string Instance, string SourceId, IReadOnlyList<string> Databases);

    /// <summary>What it would do: one destructive action for each database that is forgotten.</summary>
    public IReadOnlyList<StepAction> Plan() => [.. Instances(IsPlanned).SelectMany(Read).SelectMany(Actions)];

    /// <summary>Whether an instance waits for it.</summary>
    public bool IsDue => Instances(IsDueOn).Count > 0;

    /// <summary>What keeps it from being done, a sentence each.</summary>
    public IReadOnlyList<string> Problems() => Problems(IsDueOn, _ => true);

    /// <summary>
    /// What would keep a run that drops the copies from doing it at its end: a database that log shipping would drop and the run does not, or a source
    /// that nobody can tell.
    /// </summary>
    public IReadOnlyList<string> ProblemsAhead() =>
        Problems(instance => !IsHandedBack(instance), key => !context.DestinationKeys.Contains(key));

    /// <summary>Does it, instance by instance.</summary>
    public void Run(StepScope scope)
    {
        foreach (var instance in Instances(IsDueOn))
        {
            foreach (var source in Read(instance))
                Clean(scope, source);
            context.Facts.RecordHandedBack(instance);
        }
    }

    private IReadOnlyList<string> Instances(Func<string, bool> isWanted) =>
        [.. context.Before.RestoreJobs.Select(job => job.Instance).Distinct(StringComparer.OrdinalIgnoreCase).Where(isWanted)];

    // -WhatIf shows a whole run before any of it was done.
    private bool IsPlanned(string instance) =>
        IsDueOn(instance) || (!IsHandedBack(instance) && context.Runbook is { WhatIf: true } runbook && runbook.Includes(10));

    private bool IsDueOn(string instance) => !IsHandedBack(instance) && (HasDropped(instance) || context.IsBack);

    private bool IsHandedBack(string instance) => context.Facts.HandedBack.Contains(instance, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether step 10 has dropped a copy there: the chain that log shipping follows has ended.</summary>
    private bool HasDropped(string instance) =>
        context.Journal.Entries.Any(entry =>
            entry is { Kind: JournalEntryKind.ActionEnded, Step: 10, Database: { } database, Server: { } server }
            && server.SameAs(instance)
            && context.DestinationKeys.Contains(new DatabaseKey(server, database))
        );

    private List<string> Problems(Func<string, bool> isWanted, Func<DatabaseKey, bool> isMeant)
    {
        var problems = new List<string>();
        foreach (var instance in Instances(isWanted))
        {
            using var connection = context.Connector.Open(context.Topology.Instance(instance), null, context.Cancellation);
            var sources = LogShippingSources.Read(connection, context.Topology, context.Directory, context.Cancellation);
            if (!sources.IsSure)
                problems.Add(Untold(instance, sources));
            else if (sources.Ours.FirstOrDefault(source => source.SourceId is null) is { } nameless)
                problems.Add($"bts_LogShippingSource on {instance} says no SourceID of '{nameless}', which sp_LogShippingClean needs.");
            else
                problems.AddRange(
                    Read(instance)
                        .SelectMany(source => Present(source).Where(isMeant))
                        .Select(key =>
                            $"{key.Name} on {key.Server} is there and is not one that this run has dropped: sp_LogShippingClean would drop it. "
                            + "Drop it yourself if it may go, or have log shipping take it no more (bts_LogShippingDatabases)."
                        )
                );
        }
        return problems;
    }

    private string Untold(string instance, LogShippingSources sources)
    {
        var management = context.Topology.ManagementDatabase;
        var named = string.Join(", ", sources.All.Select(source => $"{source.ManagementDatabase} on {source.ManagementServer}"));
        return sources.All.Count == 0
            ? $"bts_LogShippingSource in master on {instance} names no source: what sp_LogShippingClean would drop can't be told."
            : $"bts_LogShippingSource on {instance} names {named}; none is known to be {management.Database} on {management.Instance}. "
                + "If one of these servers is that instance, add its name as an alias in the topology.";
    }

    private IReadOnlyList<Source> Read(string instance)
    {
        using var connection = context.Connector.Open(context.Topology.Instance(instance), null, context.Cancellation);
        var sources = LogShippingSources.Read(connection, context.Topology, context.Directory, context.Cancellation);
        var databases = LogShippingTables.Databases(connection, context.Cancellation);
        return
        [
            .. sources
                .Ours.Where(source => source.SourceId is not null)
                .Select(source => new Source(
                    instance,
                    source.SourceId!,
                    [
                        .. databases[source.SourceId]
                            .Concat(databases[null])
                            .Distinct(StringComparer.OrdinalIgnoreCase)
                            .OrderBy(name => name, StringComparer.OrdinalIgnoreCase),
                    ]
                )),
        ];
    }

    private IReadOnlyList<DatabaseKey> Present(Source source) =>
        [
            .. context
                .ReadPositions(source.Databases.Select(name => new DatabaseKey(source.Instance, name)))
                .Where(position => position.State != DatabaseState.Missing)
                .Select(position => position.Key),
        ];

    private static IEnumerable<StepAction> Actions(Source source) =>
        source.Databases.Select(database => new StepAction(
            source.Instance,
            database,
            $"Have log shipping forget it (sp_LogShippingClean '{source.SourceId}')",
            IsDestructive: true
        )
        {
            Act = StepAct.ForgetRestores,
            Subject = source.SourceId,
        });

    private void Clean(StepScope scope, Source source)
    {
        scope.Cancellation.ThrowIfCancellationRequested();
        using var connection = context.Connector.Open(context.Topology.Instance(source.Instance), null, context.Cancellation);
        var actions = Actions(source).ToList();
        var before = Names(connection, source.Instance);
        // Looked at once more, with nothing but the call after it.
        if (before.Intersect(source.Databases, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } there)
            throw Failed(source.Instance, $"database {there} has come back, and sp_LogShippingClean would drop it.", null);
        actions.ForEach(scope.Started);
        try
        {
            using var command = new SqlCommand("EXEC master.dbo.sp_LogShippingClean @source;", connection);
            command.Parameters.Add("@source", SqlDbType.NVarChar, 128).Value = source.SourceId;
            command.ExecuteNonQuery();
        }
        catch (SqlException error)
        {
            var failure = Failed(source.Instance, error.Message, error);
            actions.ForEach(action => scope.Failed(action, failure));
            throw failure;
        }
        actions.ForEach(scope.Ended);
        TellOfDrops(scope, source, before.Except(Names(connection, source.Instance), StringComparer.OrdinalIgnoreCase).ToList());
    }

    // Nothing of its was there to be dropped. Should the procedure have dropped another's, that is on record, and the run ends.
    private static void TellOfDrops(StepScope scope, Source source, List<string> dropped)
    {
        foreach (var database in dropped)
            scope.Ended(new StepAction(source.Instance, database, "Dropped by sp_LogShippingClean", IsDestructive: true));
        if (dropped.Count > 0)
            throw Failed(
                source.Instance,
                $"sp_LogShippingClean '{source.SourceId}' has dropped {string.Join(", ", dropped)}, which log shipping does not take from that source.",
                null
            );
    }

    private static List<string> Names(SqlConnection connection, string instance)
    {
        var rows = SqlQuery.Rows(
            connection,
            SqlText.Load(typeof(LogShippingReset), "LogShippingClean"),
            row => (Name: row.RequiredText("name"), HasClean: row.Int("has_clean") == 1)
        );
        return rows.Exists(row => row.HasClean)
            ? [.. rows.Select(row => row.Name)]
            : throw Failed(instance, "sp_LogShippingClean is not in master.", null);
    }

    private static DatabaseSetException Failed(string instance, string reason, Exception? cause) =>
        new("LogShippingNotReset", ErrorKind.Operation, $"Log shipping on {instance} could not be reset: {reason}", cause)
        {
            Server = instance,
            Database = "master",
            SqlErrorNumber = (cause as SqlException)?.Number,
            Remedy =
                "Look at what the reason names. Run sp_LogShippingClean in master there for this group's SourceID in bts_LogShippingSource, or mend it and repeat step 12.",
            DocumentationUri = Documentation.LogShipping,
        };
}
