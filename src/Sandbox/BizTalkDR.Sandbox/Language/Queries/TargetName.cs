using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Queries;

/// <summary>The name after UPDATE or DELETE: an alias or a table of the FROM clause.</summary>
internal static class TargetName
{
    internal static bool Is(TableReference reference, MultiPartIdentifier name) =>
        reference switch
        {
            TableReferenceWithAlias { Alias: { } alias } when name.Count == 1 && Same(alias.Value, name[0].Value) => true,
            NamedTableReference named => Same(named.SchemaObject.BaseIdentifier.Value, name[name.Count - 1].Value)
                && (named.Alias is null || name.Count > 1 || !Same(named.Alias.Value, name[0].Value)),
            VariableTableReference variable => Same(variable.Variable.Name, name[name.Count - 1].Value),
            _ => false,
        };

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
