using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Language;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.BizTalk;

/// <summary>
/// Whose scripts make a group: those in the Schema folder of the user's BizTalk installation where there is one, the sandbox's own for
/// what it lacks. It keeps what came from where.
/// </summary>
internal sealed class BizTalkSchema
{
    /// <summary>The mark's table and the role, for every database.</summary>
    internal const string AllTables = "Backup_Setup_All_Tables.sql";

    /// <summary>The procedures of every database.</summary>
    internal const string AllProcedures = "Backup_Setup_All_Procs.sql";

    /// <summary>The procedures of the management database, those of the backup job among them, and its jobs.</summary>
    internal const string Administration = "BTS_Administration_Logic.sql";

    /// <summary>The procedures of the tracking database, and its job.</summary>
    internal const string Tracking = "BTS_Tracking_Logic.sql";

    /// <summary>Log shipping's tables on a destination.</summary>
    internal const string LogShippingTables = "LogShipping_Destination_Schema.sql";

    /// <summary>Log shipping's procedures on a destination.</summary>
    internal const string LogShippingProcedures = "LogShipping_Destination_Logic.sql";

    private readonly Dictionary<string, string> files;
    private readonly Dictionary<string, SchemaPart> parts = new(StringComparer.Ordinal);

    private BizTalkSchema(Dictionary<string, string> files) => this.files = files;

    /// <summary>What came from where, in the order in which it was made.</summary>
    internal IReadOnlyList<SchemaPart> Parts => [.. parts.Values];

    /// <summary>Looks into a Schema folder; null is none.</summary>
    /// <exception cref="FileNotFoundException">There is no such folder, or it holds none of the scripts.</exception>
    internal static BizTalkSchema Open(string? folder) =>
        folder is null ? new BizTalkSchema([])
        : SchemaFolder.Problem(folder) is { } problem ? throw new FileNotFoundException(problem)
        : new BizTalkSchema(SchemaFolder.Scripts(folder));

    /// <summary>Whether the user's folder has a script.</summary>
    internal bool Has(string file) => files.ContainsKey(file);

    /// <summary>Makes a part with the user's script, or else with the sandbox's own.</summary>
    /// <param name="what">What it is called.</param>
    /// <param name="file">The user's script, if the folder has it.</param>
    /// <param name="instance">Where.</param>
    /// <param name="database">In which database.</param>
    /// <param name="own">The sandbox's own.</param>
    internal void Make(string what, string file, SqlInstance instance, string database, Action own)
    {
        if (files.TryGetValue(file, out var path))
            Add(what, Path.GetFileName(path), Run(path, instance, database));
        else
            Own(what, own);
    }

    /// <summary>Makes a part that is the sandbox's own in any case.</summary>
    internal void Own(string what, Action own)
    {
        own();
        Add(what, null, []);
    }

    /// <summary>Sees that the user's script made the procedures that the rest needs.</summary>
    /// <exception cref="InvalidDataException">The user's script did not make them.</exception>
    internal void Demand(string file, SqlInstance instance, string database, params string[] procedures)
    {
        if (!files.TryGetValue(file, out var path))
            return;
        using var session = instance.OpenInternalSession("BizTalk configuration", database);
        var missing = procedures
            .Where(name => session.Perform("SELECT OBJECT_ID(@name, N'P')", ("@name", $"dbo.{name}")).Results[0].Rows[0][0] is null)
            .ToList();
        if (missing.Count == 0)
            return;
        var refused = parts.Values.Where(part => part.File.SameAs(file)).SelectMany(part => part.Refused).ToList();
        throw new InvalidDataException(
            $"'{path}' made no {string.Join(", ", missing)} in {database} on {instance.Name}."
                + string.Concat(refused.Take(5).Select(batch => $" Line {batch.Line}: message {batch.Number}, {batch.Message}"))
        );
    }

    private void Add(string what, string? file, IReadOnlyList<RefusedBatch> refused)
    {
        var before = parts.GetValueOrDefault(what);
        parts[what] = new SchemaPart(what, file, [.. before?.Refused ?? [], .. refused]);
    }

    // As osql and sqlcmd do: a batch that fails is told, and the next one runs.
    private static List<RefusedBatch> Run(string path, SqlInstance instance, string database)
    {
        var refused = new List<RefusedBatch>();
        using var session = instance.OpenInternalSession("SQLServer setup", database);
        foreach (var (line, batch) in SqlScript.Numbered(File.ReadAllText(path)))
        {
            if (Failure(session, batch) is not { } error)
                continue;
            refused.Add(new RefusedBatch(database, line, error.Number, error.Text));
            if (session.TransactionCount > 0)
                session.Perform("ROLLBACK TRANSACTION");
        }
        return refused;
    }

    private static SqlMessage? Failure(SqlSession session, string batch)
    {
        var sink = new ResultCollector();
        try
        {
            session.ExecuteBatch(batch, sink, CancellationToken.None);
            return sink.Errors.FirstOrDefault();
        }
        catch (SqlServerException severe)
        {
            return severe.Error;
        }
    }
}
