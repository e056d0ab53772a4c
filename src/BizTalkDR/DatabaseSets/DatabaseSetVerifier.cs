using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.DatabaseSets;

/// <summary>Reads the newest mark of every database (dbo.MarkLog) and compares them.</summary>
/// <param name="connector">Opens the connections.</param>
public sealed class DatabaseSetVerifier(IInstanceConnector connector)
{
    /// <summary>Reads MarkLog of every database.</summary>
    /// <param name="topology">Where the instances are.</param>
    /// <param name="databases">The databases, by topology name of the instance and name.</param>
    /// <param name="expectedMark">The mark they should stand at, or null to compare them with each other.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="Errors.InstanceConnectionException">An instance can't be reached.</exception>
    public DatabaseSetVerification Verify(
        Topology topology,
        IReadOnlyCollection<DatabaseKey> databases,
        string? expectedMark = null,
        CancellationToken cancellationToken = default
    )
    {
        var positions = databases
            .GroupBy(database => database.Server, StringComparer.OrdinalIgnoreCase)
            .SelectMany(group => Positions(topology.Instance(group.Key), [.. group.Select(database => database.Name)], cancellationToken))
            .ToDictionary(position => position.Key);
        var read = databases.Select(database => Read(topology, positions[database], cancellationToken)).ToList();
        var mark = expectedMark ?? MostCommon(read);
        return new DatabaseSetVerification
        {
            Mark = mark,
            Databases = [.. read.Select(report => Compare(report, mark, expectedMark is not null))],
        };
    }

    private IReadOnlyList<DatabasePosition> Positions(
        InstanceReference instance,
        List<string> databases,
        CancellationToken cancellationToken
    ) => new DatabasePositionReader(connector).Read(instance, databases, cancellationToken);

    private DatabaseMarkReport Read(Topology topology, DatabasePosition position, CancellationToken cancellationToken)
    {
        var report = new DatabaseMarkReport
        {
            Instance = position.Instance,
            Database = position.Database,
            State = position.State,
        };
        if (position.State != DatabaseState.Online)
            return report with { Difference = $"{position.Key} is {position.State.InWords()}, not ONLINE." };
        try
        {
            // Where it could not be read on the way, the database is asked again, for the reason.
            var mark =
                position.LastMark
                ?? MarkReader.LastMark(connector, topology.Instance(position.Instance), position.Database, cancellationToken);
            return mark is null
                ? report with
                {
                    Difference = $"{position.Key} has no mark in dbo.MarkLog.",
                }
                : report with
                {
                    LastMark = mark,
                };
        }
        catch (SqlException exception)
        {
            return report with
            {
                Difference = $"dbo.MarkLog of {position.Key} can't be read: {exception.Message} (message {exception.Number})",
            };
        }
    }

    // Of equally common marks the older one: databases ahead of the others are the ones that would have to go back.
    private static string? MostCommon(List<DatabaseMarkReport> reports) =>
        reports
            .Where(report => report.LastMark is not null)
            .GroupBy(report => report.LastMark!, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => MarkName.Time(group.Key))
            .Select(group => group.Key)
            .FirstOrDefault();

    private static DatabaseMarkReport Compare(DatabaseMarkReport report, string? mark, bool named)
    {
        if (report.Difference is not null)
            return report;
        if (report.LastMark == mark)
            return report with { IsAtMark = true };
        var other = named ? $"not at {mark}" : $"most others at {mark}";
        return report with { Difference = $"{report.Instance}/{report.Database} stands at {report.LastMark}, {other}." };
    }
}
