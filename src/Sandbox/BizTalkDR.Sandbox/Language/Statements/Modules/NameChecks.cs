using System.Runtime.CompilerServices;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Queries;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Language.Statements.Tables;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Modules;

/// <summary>
/// What compiling a batch finds out before any of it runs: columns that tables do not have. A table that is not there yet is looked at when its statement's
/// turn comes ("Deferred Name Resolution and Compilation", page CREATE PROCEDURE).
/// </summary>
internal sealed class NameChecks
{
    private static readonly HashSet<int> FoundByCompiling = [107, 207, 209, 4104, 8120, 8121];
    private readonly StatementContext context;

    private NameChecks(StatementContext context) => this.context = context;

    /// <summary>Throws the first error that keeps the batch from running: 207 and its like.</summary>
    /// <param name="context">The batch.</param>
    /// <param name="statements">Its statements.</param>
    /// <param name="parameters">The parameters of sp_executesql.</param>
    internal static void Check(StatementContext context, IList<TSqlStatement> statements, IList<ProcedureParameter>? parameters = null)
    {
        // A single statement finds out by itself.
        if (statements.Count == 0 || (statements.Count == 1 && !IsCompound(statements[0])))
            return;
        var session = context.Session;
        var database = session.Database;
        try
        {
            var dry = new StatementContext(session, context.Sink, context.Attention, context.Caller)
            {
                IsDry = true,
                Module = context.Module,
                SecondDatabase = context.SecondDatabase,
                NestLevel = context.NestLevel,
                Statements = statements,
            };
            foreach (var parameter in parameters ?? [])
                Try(() => dry.Declare(new Variable(parameter.VariableName.Value, dry.ResolveType(parameter.DataType))), parameter);
            new NameChecks(dry).Walk(statements);
        }
        finally
        {
            session.Database = database;
        }
    }

    private static bool IsCompound(TSqlStatement statement) =>
        statement is BeginEndBlockStatement or IfStatement or WhileStatement or TryCatchStatement;

    /// <summary>Goes through statements; false where the rest of the batch can't be foreseen.</summary>
    private bool Walk(IEnumerable<TSqlStatement> statements)
    {
        foreach (var statement in statements)
            if (!Look(statement))
                return false;
        return true;
    }

    private bool Look(TSqlStatement statement)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (statement)
        {
            case BeginEndBlockStatement block:
                return Walk(block.StatementList.Statements);
            case IfStatement choice:
                Try(() => Condition(choice.Predicate), statement);
                return Look(choice.ThenStatement) && (choice.ElseStatement is null || Look(choice.ElseStatement));
            case WhileStatement loop:
                Try(() => Condition(loop.Predicate), statement);
                return Look(loop.Statement);
            case TryCatchStatement tried:
                return Walk(tried.TryStatements.Statements) && Walk(tried.CatchStatements.Statements);
            case UseStatement use:
                return Use(use.DatabaseName.Value);
            default:
                Try(() => Bind(statement), statement);
                return true;
        }
    }

    /// <summary>USE counts when a batch is compiled as well as when it runs (page USE).</summary>
    private bool Use(string name)
    {
        if (context.Instance.FindDatabase(name) is not { State: DatabaseState.Online } database)
            return false;
        context.Session.Database = database;
        return true;
    }

    private void Bind(TSqlStatement statement)
    {
        switch (statement)
        {
            case SelectStatement select:
                new QueryBinder(context, null).Bind(select);
                break;
            case DeclareTableVariableStatement declared:
                Declare(declared.Body);
                break;
            case DeclareVariableStatement declared:
                foreach (var value in declared.Declarations.Select(declaration => declaration.Value).Where(value => value is not null))
                    context.Bind(value);
                break;
            case SetVariableStatement { CursorDefinition: null } set when !context.FindVariable(set.Variable.Name).IsCursor:
                context.Bind(set.Expression);
                break;
            case PrintStatement print:
                context.Bind(print.Expression);
                break;
            case DeclareCursorStatement cursor:
                new QueryBinder(context, null).Bind(cursor.CursorDefinition.Select);
                break;
            case InsertStatement insert:
                Insert(insert);
                break;
            case UpdateStatement update:
                var scope = From(update.UpdateSpecification, update.WithCtesAndXmlNamespaces);
                Set(scope, update.UpdateSpecification);
                break;
            case DeleteStatement delete:
                From(delete.DeleteSpecification, delete.WithCtesAndXmlNamespaces);
                break;
        }
    }

    private void Condition(BooleanExpression condition) => new ExpressionBinder(context, null).Bind(condition);

    private void Declare(DeclareTableVariableBody body)
    {
        var name = body.VariableName.Value;
        var definition = TableBuilder.Build(context, context.Database, name, "dbo", body.Definition, id: -1);
        context.DeclareAgain(new Variable(name, SqlType.Int) { Table = new Table(null, definition) });
    }

    private void Insert(InsertStatement statement)
    {
        var insert = statement.InsertSpecification;
        var table = insert.Target switch
        {
            NamedTableReference named => ObjectResolver.Find(context, null, named.SchemaObject) as Table,
            VariableTableReference variable => context.Variables.GetValueOrDefault(variable.Variable.Name)?.Table,
            _ => null,
        };
        if (table is null)
            return;
        foreach (var column in insert.Columns)
            RequireColumn(table, column);
        var scope = QueryBinder.WithCommonTables(statement.WithCtesAndXmlNamespaces, null, statement.OptimizerHints);
        if (insert.InsertSource is SelectInsertSource select)
            new QueryBinder(context, scope).Bind(select.Select);
        else if (insert.InsertSource is ValuesInsertSource values)
            foreach (var value in values.RowValues.SelectMany(row => row.ColumnValues).Where(value => value is not DefaultLiteral))
                new ExpressionBinder(context, scope).Bind(value);
    }

    /// <summary>Binds the tables and the condition of an UPDATE or DELETE.</summary>
    private BindingScope From(UpdateDeleteSpecificationBase specification, WithCtesAndXmlNamespaces? with)
    {
        var scope = new BindingScope(QueryBinder.WithCommonTables(with, null));
        IList<TableReference> references = specification.FromClause?.TableReferences ?? [specification.Target];
        new FromBinder(context, scope).Bind(references, where: null);
        if (specification.WhereClause is { SearchCondition: { } condition })
            new ExpressionBinder(context, scope).Bind(condition);
        return scope;
    }

    private void Set(BindingScope scope, UpdateSpecification update)
    {
        var binder = new ExpressionBinder(context, scope);
        // Of several tables it takes more to know which one is meant.
        var target = scope.Sources is [{ Table: { } only, IsDerived: false }] ? only : null;
        foreach (var clause in update.SetClauses.OfType<AssignmentSetClause>())
        {
            if (target is not null && clause.Column is { } column)
                RequireColumn(target, column);
            if (clause.NewValue is not DefaultLiteral)
                binder.Bind(clause.NewValue);
        }
    }

    private static void RequireColumn(Table table, ColumnReferenceExpression column)
    {
        if (column.MultiPartIdentifier is { } name && table.Definition.ColumnIndex(name.Identifiers[^1].Value) < 0)
            throw MessageCatalog.Error(207, name.Identifiers[^1].Value);
    }

    /// <summary>Whatever else is wrong is found out, or is not there any more, when the statement's turn comes.</summary>
    private static void Try(Action bind, TSqlFragment where)
    {
        try
        {
            bind();
        }
        catch (SqlServerException error) when (FoundByCompiling.Contains(error.Error.Number))
        {
            throw new SqlServerException(error.Error with { Line = where.StartLine });
        }
        catch (Exception error)
            when (error
                    is SqlServerException
                        or OverflowException
                        or InvalidOperationException
                        or ArgumentException
                        or NullReferenceException
            )
        {
            // Not for compiling to say.
        }
    }
}
