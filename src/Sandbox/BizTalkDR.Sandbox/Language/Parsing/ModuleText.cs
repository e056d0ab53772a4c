using System.Collections.Concurrent;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Storage.Definitions;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Parsing;

/// <summary>Modules' texts as parse trees.</summary>
internal static class ModuleText
{
    private static readonly ConcurrentDictionary<string, SchemaObjectName> Names = new(StringComparer.Ordinal);

    internal static ViewStatementBody View(ModuleDefinition module) => (ViewStatementBody)Statement(module);

    internal static ProcedureStatementBody Procedure(ModuleDefinition module) => (ProcedureStatementBody)Statement(module);

    internal static FunctionStatementBody Function(ModuleDefinition module) => (FunctionStatementBody)Statement(module);

    internal static TriggerStatementBody Trigger(ModuleDefinition module) => (TriggerStatementBody)Statement(module);

    /// <summary>A name of up to four parts, such as a procedure's in a variable or a remote call.</summary>
    internal static SchemaObjectName ParseName(string text) => Names.GetOrAdd(text, ParseNameAnew);

    private static TSqlStatement Statement(ModuleDefinition module) =>
        BatchParser.Parse(module.Text, module.QuotedIdentifier).Statements[0];

    private static SchemaObjectName ParseNameAnew(string text)
    {
        var parser = new TSql150Parser(initialQuotedIdentifiers: true);
        using var reader = new StringReader(text);
        var name = parser.ParseSchemaObjectName(reader, out var errors);
        if (errors.Count > 0)
            throw MessageCatalog.Error(2812, text);
        return name;
    }
}
