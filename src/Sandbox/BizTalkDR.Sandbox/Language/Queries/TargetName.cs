using BizTalkDR.Sandbox.Platform;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Queries;

/// <summary>The name after UPDATE or DELETE: an alias or a table of the FROM clause.</summary>
internal static class TargetName
{
    internal static bool Is(TableReference reference, MultiPartIdentifier name) =>
        reference switch
        {
            TableReferenceWithAlias { Alias: { } alias } when name.Count == 1 && alias.Value.SameAs(name[0].Value) => true,
            NamedTableReference named => named.SchemaObject.BaseIdentifier.Value.SameAs(name[name.Count - 1].Value)
                && (named.Alias is null || name.Count > 1 || !named.Alias.Value.SameAs(name[0].Value)),
            VariableTableReference variable => variable.Variable.Name.SameAs(name[name.Count - 1].Value),
            _ => false,
        };
}
