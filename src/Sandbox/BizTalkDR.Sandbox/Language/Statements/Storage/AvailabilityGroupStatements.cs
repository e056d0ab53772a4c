using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Storage;

/// <summary>How a database leaves its availability group, and how a group ends. Groups are made by the sandbox, not by CREATE.</summary>
internal static class AvailabilityGroupStatements
{
    internal static void AddTo(StatementHandlers handlers)
    {
        handlers.Add<AlterAvailabilityGroupStatement>(Run);
        handlers.Add<DropAvailabilityGroupStatement>(Run);
    }

    /// <summary>ALTER AVAILABILITY GROUP g REMOVE DATABASE x. Throws 15151 for a group that is not there and for a database that is not in it.</summary>
    private static void Run(StatementContext context, AlterAvailabilityGroupStatement statement)
    {
        var group = Find(context, statement.Name.Value);
        if (statement.AlterAvailabilityGroupStatementType != AlterAvailabilityGroupStatementType.RemoveDatabase)
            throw MessageCatalog.Error(40517, $"ALTER AVAILABILITY GROUP {statement.AlterAvailabilityGroupStatementType}");
        foreach (var database in statement.Databases)
            if (!group.Remove(database.Value))
                throw MessageCatalog.Error(15151, "remove", "database", database.Value);
    }

    private static void Run(StatementContext context, DropAvailabilityGroupStatement statement) =>
        context.Instance.Host.Remove(Find(context, statement.Name.Value));

    private static AvailabilityGroup Find(StatementContext context, string name) =>
        context.Instance.Host.AvailabilityGroups.FirstOrDefault(group =>
            group.Name.SameAs(name) && group.ReplicaOn(context.Instance) is not null
        ) ?? throw MessageCatalog.Error(15151, "alter", "availability group", name);
}
