using BizTalkDR.Agent;
using BizTalkDR.Sql;
using BizTalkDR.Text;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Readiness.Observations;

/// <summary>The procedures of the management database that the backup job calls: their texts, and how long their arguments may be.</summary>
internal sealed record ManagementProcedures
{
    /// <summary>The texts.</summary>
    public required ModuleTexts Texts { get; init; }

    /// <summary>The lengths of parameters in characters, -1 for no limit.</summary>
    public IReadOnlyList<(string Procedure, string Parameter, int Characters)> Lengths { get; init; } = [];

    /// <summary>Whether the management database is in an availability group.</summary>
    public bool IsInAvailabilityGroup { get; init; }

    /// <summary>How many characters a procedure takes for a parameter; null where that is not known, or where there is no limit.</summary>
    public int? LengthOf(string procedure, string parameter)
    {
        foreach (var length in Lengths)
        {
            if (length.Procedure.SameAs(procedure) && length.Parameter.SameAs(parameter))
                return length.Characters > 0 ? length.Characters : null;
        }
        return null;
    }

    /// <summary>Reads them in the management database.</summary>
    public static ManagementProcedures Read(SqlConnection connection, CancellationToken cancellationToken) =>
        new()
        {
            Texts = ModuleTexts.ReadBackups(connection, cancellationToken),
            IsInAvailabilityGroup = SqlQuery
                .Rows(
                    connection,
                    SqlText.Load(typeof(ManagementProcedures), "AvailabilityGroupMember"),
                    row => row.Int("is_member") == 1,
                    cancellationToken
                )
                .Contains(true),
            Lengths = SqlQuery.Rows(
                connection,
                SqlText.Load(typeof(ManagementProcedures), "BackupParameters"),
                row => (row.RequiredText("procedure_name"), row.RequiredText("parameter_name"), row.Int("characters") ?? -1),
                cancellationToken
            ),
        };
}
