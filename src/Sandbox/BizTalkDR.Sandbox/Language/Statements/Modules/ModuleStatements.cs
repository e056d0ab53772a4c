using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Parsing;
using BizTalkDR.Sandbox.Language.Queries;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Language.Statements.Tables;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Modules;

/// <summary>CREATE, ALTER and CREATE OR ALTER of procedures, views, functions and triggers.</summary>
internal static class ModuleStatements
{
    private enum Wish
    {
        Create,
        Alter,
        Either,
    }

    internal static void AddTo(StatementHandlers handlers)
    {
        handlers.Add<CreateProcedureStatement>((context, statement) => Procedure(context, statement, Wish.Create));
        handlers.Add<AlterProcedureStatement>((context, statement) => Procedure(context, statement, Wish.Alter));
        handlers.Add<CreateOrAlterProcedureStatement>((context, statement) => Procedure(context, statement, Wish.Either));
        handlers.Add<CreateViewStatement>((context, statement) => View(context, statement, Wish.Create));
        handlers.Add<AlterViewStatement>((context, statement) => View(context, statement, Wish.Alter));
        handlers.Add<CreateOrAlterViewStatement>((context, statement) => View(context, statement, Wish.Either));
        handlers.Add<CreateFunctionStatement>((context, statement) => Function(context, statement, Wish.Create));
        handlers.Add<AlterFunctionStatement>((context, statement) => Function(context, statement, Wish.Alter));
        handlers.Add<CreateOrAlterFunctionStatement>((context, statement) => Function(context, statement, Wish.Either));
        handlers.Add<AlterTableTriggerModificationStatement>(SwitchTriggers);
        handlers.Add<CreateTriggerStatement>((context, statement) => Trigger(context, statement, Wish.Create));
        handlers.Add<AlterTriggerStatement>((context, statement) => Trigger(context, statement, Wish.Alter));
        handlers.Add<CreateOrAlterTriggerStatement>((context, statement) => Trigger(context, statement, Wish.Either));
        handlers.Add<EnableDisableTriggerStatement>(
            (context, statement) =>
                SwitchTriggers(
                    context,
                    statement.TriggerObject.Name,
                    statement.All,
                    [.. statement.TriggerNames.Select(name => name.BaseIdentifier.Value)],
                    statement.TriggerEnforcement
                )
        );
    }

    private static void SwitchTriggers(StatementContext context, AlterTableTriggerModificationStatement statement) =>
        SwitchTriggers(
            context,
            statement.SchemaObjectName,
            statement.All,
            [.. statement.TriggerNames.Select(name => name.Value)],
            statement.TriggerEnforcement
        );

    private static void SwitchTriggers(
        StatementContext context,
        SchemaObjectName tableName,
        bool all,
        string[] names,
        TriggerEnforcement enforcement
    )
    {
        if (ObjectResolver.Find(context, null, tableName) is not Table { Database: { } database } table)
            throw MessageCatalog.Error(4902, ObjectResolver.Show(tableName));
        foreach (var trigger in database.ModulesOf(table.Definition.Id))
            if (all || names.Contains(trigger.Name, StringComparer.OrdinalIgnoreCase))
                database.Replace(context.Transaction, trigger with { IsDisabled = enforcement == TriggerEnforcement.Disable });
    }

    private static void Procedure(StatementContext context, ProcedureStatementBody statement, Wish wish)
    {
        CheckParameters(context, statement);
        Store(context, statement.ProcedureReference.Name, ModuleKind.Procedure, wish, statement);
    }

    // A type that is not there is missed when the module is made (2715), not when it is called.
    private static void CheckParameters(StatementContext context, ProcedureStatementBodyBase statement)
    {
        foreach (var parameter in statement.Parameters)
            if (parameter.DataType is not SqlDataTypeReference { SqlDataTypeOption: SqlDataTypeOption.Cursor })
                context.ResolveType(parameter.DataType);
    }

    private static void View(StatementContext context, ViewStatementBody statement, Wish wish)
    {
        new QueryBinder(context, null).Bind(statement.SelectStatement);
        Store(context, statement.SchemaObjectName, ModuleKind.View, wish, statement);
    }

    private static void Function(StatementContext context, FunctionStatementBody statement, Wish wish)
    {
        CheckParameters(context, statement);
        var kind = statement.ReturnType switch
        {
            SelectFunctionReturnType => ModuleKind.InlineTableFunction,
            TableValuedFunctionReturnType => ModuleKind.TableFunction,
            ScalarFunctionReturnType => ModuleKind.ScalarFunction,
            _ => throw Expressions.ExpressionBinder.Unsupported(statement.ReturnType),
        };
        Store(context, statement.Name, kind, wish, statement);
    }

    private static void Trigger(StatementContext context, TriggerStatementBody statement, Wish wish)
    {
        if (statement.TriggerType == TriggerType.InsteadOf || statement.TriggerObject.TriggerScope != TriggerScope.Normal)
            throw MessageCatalog.Error(40517, $"{statement.TriggerType} trigger on {statement.TriggerObject.TriggerScope}");
        var tableName = statement.TriggerObject.Name;
        if (ObjectResolver.Find(context, null, tableName) is not Table { Database: not null } table)
            throw MessageCatalog.Error(8197, ObjectResolver.Show(tableName));
        Store(context, statement.Name, ModuleKind.Trigger, wish, statement, table.Definition);
    }

    private static void Store(
        StatementContext context,
        SchemaObjectName name,
        ModuleKind kind,
        Wish wish,
        TSqlStatement statement,
        BizTalkDR.Sandbox.Storage.Definitions.TableDefinition? parent = null
    )
    {
        if (name.BaseIdentifier.Value.StartsWith('#'))
            throw Expressions.ExpressionBinder.Unsupported("temporary procedure");
        var database = TableBuilder.DatabaseOf(context, name);
        var schema = parent?.Schema ?? TableBuilder.SchemaOf(database, name);
        var found = database.Find(schema, name.BaseIdentifier.Value);
        if (found is null && wish == Wish.Alter)
            throw MessageCatalog.ErrorWithState(208, 6, ObjectResolver.Show(name));
        if (found is not null && (wish == Wish.Create || found is not ModuleDefinition known || known.Kind != kind))
            throw MessageCatalog.ErrorWithState(2714, 3, name.BaseIdentifier.Value);
        var now = context.Instance.Host.Clock.Now;
        var module = new ModuleDefinition
        {
            Id = found?.Id ?? database.NextObjectId(),
            Name = found?.Name ?? name.BaseIdentifier.Value,
            Schema = schema,
            Kind = kind,
            Text = AsCreate(statement),
            QuotedIdentifier = context.Session.Settings.QuotedIdentifier,
            AnsiNulls = context.Session.Settings.AnsiNulls,
            ParentId = parent?.Id ?? 0,
            IsSystem = found is ModuleDefinition { IsSystem: true },
            CreateDate = found?.CreateDate ?? now,
            ModifyDate = now,
        };
        if (found is null)
            database.Add(context.Transaction, module);
        else
            database.Replace(context.Transaction, module);
        context.EndStatement(StatementKind.Other, null);
    }

    /// <summary>The text as it is stored: the whole batch, with CREATE for ALTER and CREATE OR ALTER.</summary>
    private static string AsCreate(TSqlStatement statement)
    {
        var tokens = statement.ScriptTokenStream;
        var first = statement.FirstTokenIndex;
        var last = first;
        for (
            var i = first;
            i < tokens.Count
                && tokens[i].TokenType
                    is not (
                        TSqlTokenType.Procedure
                        or TSqlTokenType.Proc
                        or TSqlTokenType.View
                        or TSqlTokenType.Function
                        or TSqlTokenType.Trigger
                    );
            i++
        )
            if (tokens[i].TokenType is TSqlTokenType.Create or TSqlTokenType.Alter or TSqlTokenType.Or)
                last = i;
        var from = tokens[first].Offset;
        var to = tokens[last].Offset + tokens[last].Text.Length;
        var text = string.Concat(tokens.Where(token => token.TokenType != TSqlTokenType.EndOfFile).Select(token => token.Text));
        return first == last && tokens[first].TokenType == TSqlTokenType.Create ? text : text[..from] + "CREATE" + text[to..];
    }
}
