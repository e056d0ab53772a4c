using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Data;

/// <summary>The SET clause of an UPDATE or of MERGE's UPDATE.</summary>
internal sealed class UpdateSetters
{
    private readonly List<(int Column, Variable? Variable, Bound Value, bool IsDefault)> setters = [];
    private readonly HashSet<string> columnNames = new(StringComparer.OrdinalIgnoreCase);
    private readonly RowFrame outer = new([], null);

    internal UpdateSetters(StatementContext context, BindingScope scope, Table table, IList<SetClause> clauses)
    {
        var binder = new ExpressionBinder(context, scope);
        foreach (var clause in clauses)
        {
            if (clause is not AssignmentSetClause assignment)
                throw ExpressionBinder.Unsupported(clause);
            var column = assignment.Column is null ? -1 : ColumnOf(table, assignment.Column);
            if (column >= 0 && setters.Exists(setter => setter.Column == column))
                throw MessageCatalog.Error(264, table.Definition.Columns[column].Name);
            var variable = assignment.Variable is null ? null : context.FindVariable(assignment.Variable.Name);
            var isDefault = assignment.NewValue is DefaultLiteral;
            if (column >= 0)
                columnNames.Add(table.Definition.Columns[column].Name);
            setters.Add(
                (
                    column,
                    variable,
                    isDefault ? Bound.Constant(SqlType.Int, RowWriter.Missing) : ValueOf(binder, assignment, variable),
                    isDefault
                )
            );
        }
    }

    /// <summary>The names of the columns that are set.</summary>
    internal IReadOnlySet<string> ColumnNames => columnNames;

    /// <summary>The row as the statement leaves it.</summary>
    internal object?[] Apply(RowWriter writer, TargetRow row)
    {
        var after = (object?[])row.Values.Clone();
        var frame = new RowFrame(row.Joined, outer);
        foreach (var (column, variable, value, isDefault) in setters)
        {
            var result = isDefault ? writer.DefaultOf(column) : value.Evaluate(frame);
            if (column >= 0)
                after[column] = isDefault ? result : writer.Converted(result, value.Type, column);
            if (variable is not null)
                variable.Value = AssignmentConversion.Convert(
                    column >= 0 ? after[column] : result,
                    column >= 0 ? writer.Table.Definition.Columns[column].Type : value.Type,
                    variable.Type
                );
        }
        return after;
    }

    private static Bound ValueOf(ExpressionBinder binder, AssignmentSetClause assignment, Variable? variable)
    {
        var value = binder.Bind(assignment.NewValue);
        if (assignment.AssignmentKind == AssignmentKind.Equals)
            return value;
        var current = assignment.Column is not null ? binder.Bind(assignment.Column) : new Bound(variable!.Type, _ => variable.Value);
        return AssignmentConversion.Combine(assignment.AssignmentKind, current, value);
    }

    private static int ColumnOf(Table table, ColumnReferenceExpression reference)
    {
        var name = reference.MultiPartIdentifier.Identifiers[^1].Value;
        var index = table.Definition.ColumnIndex(name);
        if (index < 0)
            throw MessageCatalog.Error(207, name);
        var column = table.Definition.Columns[index];
        if (column.Identity is not null)
            throw MessageCatalog.Error(8102, name);
        if (column.ComputedText is not null)
            throw MessageCatalog.Error(271, name);
        return index;
    }
}
