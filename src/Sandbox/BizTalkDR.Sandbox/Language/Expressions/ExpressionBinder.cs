using System.Runtime.CompilerServices;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Functions;
using BizTalkDR.Sandbox.Language.Parsing;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Expressions;

/// <summary>Makes expressions ready to run: names resolved, types known, conversions put in.</summary>
internal sealed partial class ExpressionBinder(StatementContext context, BindingScope? scope)
{
    internal StatementContext Context { get; } = context;

    internal BindingScope? Scope { get; } = scope;

    private InnerPrograms Inner => Context.Instance.Parts.Find<InnerPrograms>();

    /// <summary>Whether something bound here read a table: such an expression must not be kept for later.</summary>
    internal bool HasSubquery { get; private set; }

    internal Bound Bind(ScalarExpression expression)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        // A subquery may use what the query around it groups by.
        for (var level = Scope; level is not null; level = level.Parent)
            if (level.Grouping is { } grouping && grouping.IsKey(expression))
                return grouping.BindKey(() => BindAny(expression));
        return BindAny(expression);
    }

    private Bound BindAny(ScalarExpression expression)
    {
        var bound = expression switch
        {
            Literal literal => Literals.Bind(literal),
            VariableReference variable => BindVariable(variable.Name),
            GlobalVariableExpression global => BindGlobal(global.Name),
            ColumnReferenceExpression column => BindColumn(column),
            ParenthesisExpression inner => Bind(inner.Expression),
            BinaryExpression binary => BindChain(binary),
            UnaryExpression unary => Operators.Bind(unary.UnaryExpressionType, Bind(unary.Expression)),
            CastCall cast => BindConversion(cast.DataType, cast.Parameter, null, isTry: false),
            ConvertCall convert => BindConversion(convert.DataType, convert.Parameter, convert.Style, isTry: false),
            TryCastCall cast => BindConversion(cast.DataType, cast.Parameter, null, isTry: true),
            TryConvertCall convert => BindConversion(convert.DataType, convert.Parameter, convert.Style, isTry: true),
            ParseCall parse => BindConversion(parse.DataType, parse.StringValue, null, isTry: false),
            TryParseCall parse => BindConversion(parse.DataType, parse.StringValue, null, isTry: true),
            SearchedCaseExpression searched => BindSearchedCase(searched),
            SimpleCaseExpression simple => BindSimpleCase(simple),
            CoalesceExpression coalesce => BindCoalesce(coalesce),
            NullIfExpression nullIf => BindNullIf(nullIf),
            IIfCall iif => Choice([(Bind(iif.Predicate), Bind(iif.ThenExpression))], Bind(iif.ElseExpression)),
            LeftFunctionCall left => BuiltInFunctions.Bind("LEFT", BindAll(left.Parameters), Context),
            RightFunctionCall right => BuiltInFunctions.Bind("RIGHT", BindAll(right.Parameters), Context),
            FunctionCall call => BindCall(call),
            ParameterlessCall call => BindParameterless(call.ParameterlessCallType),
            ScalarSubquery subquery => BindScalarSubquery(subquery),
            OdbcFunctionCall odbc => BindOdbc(odbc),
            AtTimeZoneCall zone => BindAtTimeZone(zone),
            _ => throw Unsupported(expression),
        };
        return expression is PrimaryExpression { Collation: { } collation } ? WithCollation(bound, collation.Value) : bound;
    }

    /// <summary>
    /// a + b + c ... is a tree as deep as it is long: its left side is gone down in a loop. Throws 8631 where SQL Server's stack ends (as users report: after 3030
    /// terms).
    /// </summary>
    private Bound BindChain(BinaryExpression last)
    {
        var links = new Stack<BinaryExpression>();
        ScalarExpression first = last;
        while (first is BinaryExpression link && (link == last || !IsGroupedBy(link)))
        {
            links.Push(link);
            first = link.FirstExpression;
        }
        if (links.Count >= LongestChain)
            throw MessageCatalog.Error(8631);
        var bound = Bind(first);
        while (links.TryPop(out var link))
            bound = Operators.Bind(link.BinaryExpressionType, bound, Bind(link.SecondExpression));
        return bound;
    }

    private const int LongestChain = 3030;

    private bool IsGroupedBy(ScalarExpression expression)
    {
        for (var level = Scope; level is not null; level = level.Parent)
            if (level.Grouping?.IsKey(expression) == true)
                return true;
        return false;
    }

    internal Bound[] BindAll(IList<ScalarExpression> expressions) => [.. expressions.Select(Bind)];

    internal static SqlServerException Unsupported(string what) => MessageCatalog.Error(40517, what);

    internal static SqlServerException Unsupported(TSqlFragment fragment) => MessageCatalog.Error(40517, fragment.GetType().Name);

    private static Bound WithCollation(Bound bound, string collation) =>
        new(bound.Type, bound.Evaluate)
        {
            IsNullable = bound.IsNullable,
            Collation = Collation.Find(collation),
            HasExplicitCollation = true,
        };

    private Bound BindVariable(string name)
    {
        var variable = Context.FindVariable(name);
        return new Bound(variable.Type, _ => variable.Value);
    }

    private Bound BindGlobal(string name)
    {
        var function = Context.Instance.Functions.Find(name) ?? throw MessageCatalog.ErrorWithState(137, 2, name);
        var session = Context.Session;
        var type = function.ResultType([]);
        return new Bound(type, _ => Shaped(function.Evaluate(session, []), type));
    }

    private Bound BindColumn(ColumnReferenceExpression column)
    {
        if (column.ColumnType is ColumnType.IdentityCol or ColumnType.PseudoColumnIdentity)
            return BindIdentityColumn();
        if (column.ColumnType == ColumnType.PseudoColumnAction)
            return BindNamed("$action");
        if (column.MultiPartIdentifier is not { } name)
            throw Unsupported(column);
        if (Scope is not null)
            return Scope.BindColumn(name.Identifiers);
        if (name.Count == 1 && name[0].QuoteType == QuoteType.DoubleQuote && !Context.Session.Settings.QuotedIdentifier)
            return Bound.Constant(SqlType.VarChar(Math.Max(1, name[0].Value.Length)), name[0].Value);
        throw name.Count > 1
            ? MessageCatalog.Error(4104, string.Join('.', name.Identifiers.Select(part => part.Value)))
            : MessageCatalog.Error(207, name[0].Value);
    }

    private Bound BindNamed(string name) =>
        Scope is null ? throw MessageCatalog.Error(207, name) : Scope.BindColumn([new Identifier { Value = name }]);

    private Bound BindIdentityColumn()
    {
        var column = Scope?.Sources.SelectMany(source => source.Columns).FirstOrDefault(candidate => candidate.IsIdentity);
        return BindNamed(column?.Name ?? "IDENTITYCOL");
    }

    private Bound BindConversion(DataTypeReference reference, ScalarExpression parameter, ScalarExpression? style, bool isTry)
    {
        var type = TypeReferences.Resolve(reference, Context.Database, 30);
        var bound = Bind(parameter);
        var styleBound = style is null ? null : Bind(style).As(SqlType.Int);
        if (bound.IsNull)
            return new Bound(type, bound.Evaluate) { IsConstant = true };
        var (from, evaluate) = (bound.Type, bound.Evaluate);
        Func<RowFrame, object?> convert = styleBound is null
            ? frame => Conversion.Convert(evaluate(frame), from, type)
            : frame => styleBound.Evaluate(frame) is int number ? Conversion.Convert(evaluate(frame), from, type, number) : null;
        return new Bound(type, isTry ? Try(convert) : convert) { IsNullable = isTry || bound.IsNullable, Collation = bound.Collation };
    }

    private static Func<RowFrame, object?> Try(Func<RowFrame, object?> convert) =>
        frame =>
        {
            try
            {
                return convert(frame);
            }
            catch (SqlServerException error) when (error.Error.Number != 529)
            {
                return null;
            }
        };

    private Bound BindSearchedCase(SearchedCaseExpression searched) =>
        Choice(
            [.. searched.WhenClauses.Select(when => (Bind(when.WhenExpression), Bind(when.ThenExpression)))],
            searched.ElseExpression is null ? null : Bind(searched.ElseExpression)
        );

    private Bound BindSimpleCase(SimpleCaseExpression simple)
    {
        var input = Bind(simple.InputExpression);
        return Choice(
            [
                .. simple.WhenClauses.Select(when =>
                    (Comparisons.Bind(BooleanComparisonType.Equals, input, Bind(when.WhenExpression)), Bind(when.ThenExpression))
                ),
            ],
            simple.ElseExpression is null ? null : Bind(simple.ElseExpression)
        );
    }

    private static Bound Choice((Predicate When, Bound Then)[] choices, Bound? otherwise)
    {
        var results = choices.Select(choice => choice.Then).Concat(otherwise is null ? [] : [otherwise]).ToArray();
        var type = Bound.CommonType(results);
        var thens = choices.Select(choice => choice.Then.As(type).Evaluate).ToArray();
        var last = otherwise?.As(type).Evaluate;
        return new Bound(
            type,
            frame =>
            {
                for (var i = 0; i < choices.Length; i++)
                    if (choices[i].When(frame) == true)
                        return thens[i](frame);
                return last?.Invoke(frame);
            }
        )
        {
            IsNullable = otherwise is null || results.Any(result => result.IsNullable),
        };
    }

    private Bound BindCoalesce(CoalesceExpression coalesce)
    {
        var bounds = BindAll(coalesce.Expressions);
        var type = Bound.CommonType(bounds);
        var parts = bounds.Select(bound => bound.As(type).Evaluate).ToArray();
        return new Bound(
            type,
            frame =>
            {
                foreach (var part in parts)
                    if (part(frame) is { } value)
                        return value;
                return null;
            }
        )
        {
            IsNullable = bounds.All(bound => bound.IsNullable),
        };
    }

    private Bound BindNullIf(NullIfExpression nullIf)
    {
        var (first, second) = (Bind(nullIf.FirstExpression), Bind(nullIf.SecondExpression));
        var equal = Comparisons.Bind(BooleanComparisonType.Equals, first, second);
        return new Bound(first.Type, frame => equal(frame) == true ? null : first.Evaluate(frame));
    }

    private Bound BindParameterless(ParameterlessCallType type) =>
        type == ParameterlessCallType.CurrentTimestamp
            ? BuiltInFunctions.Bind("GETDATE", [], Context)
            : FindFunction(type == ParameterlessCallType.SystemUser ? "SUSER_SNAME" : "USER_NAME", []);

    private Bound BindOdbc(OdbcFunctionCall odbc) => CallNamed(odbc.Name.Value, BindAll(odbc.Parameters));

    private Bound BindAtTimeZone(AtTimeZoneCall zone)
    {
        var value = Bind(zone.DateValue);
        var name = Bind(zone.TimeZone).As(SqlType.NVarChar(128));
        var type = new SqlType(
            SqlTypeKind.DateTimeOffset,
            Scale: value.Type.Kind is SqlTypeKind.DateTime2 or SqlTypeKind.DateTimeOffset ? value.Type.Scale : (byte)3
        );
        return new Bound(
            type,
            frame =>
            {
                if (value.Evaluate(frame) is not { } moment || name.Evaluate(frame) is not string zoneName)
                    return null;
                if (!TimeZoneInfo.TryFindSystemTimeZoneById(zoneName, out var found))
                    throw MessageCatalog.Error(9820, zoneName);
                return moment is DateTimeOffset offset
                    ? TimeZoneInfo.ConvertTime(offset, found)
                    : new DateTimeOffset((DateTime)moment, found.GetUtcOffset((DateTime)moment));
            }
        );
    }

    private Bound BindScalarSubquery(ScalarSubquery subquery)
    {
        var plan = BindSubquery(subquery.QueryExpression, out var isCorrelated);
        if (plan.Columns.Count != 1)
            throw MessageCatalog.Error(116);
        var column = plan.Columns[0];
        return new Bound(column.Type, Remembered(isCorrelated, frame => Single(plan, frame))) { Collation = column.Collation };
    }

    private static object? Single(QueryPlan plan, RowFrame frame)
    {
        using var rows = plan.Rows(frame).GetEnumerator();
        if (!rows.MoveNext())
            return null;
        var value = rows.Current[0];
        return rows.MoveNext() ? throw MessageCatalog.Error(512) : value;
    }

    /// <summary>Binds a query inside an expression; tells whether it uses columns of a query around it.</summary>
    internal QueryPlan BindSubquery(QueryExpression query, out bool isCorrelated)
    {
        HasSubquery = true;
        var before = TakeTouched();
        var plan = Inner.BindQuery(Context, Scope, query);
        isCorrelated = false;
        for (var outer = Scope; outer is not null; outer = outer.Parent)
            isCorrelated |= outer.Touched != 0;
        GiveBackTouched(before);
        return plan;
    }

    /// <summary>A subquery that does not depend on the row is run once.</summary>
    private static Func<RowFrame, T> Remembered<T>(bool isCorrelated, Func<RowFrame, T> run)
    {
        if (isCorrelated)
            return run;
        var isKnown = false;
        T known = default!;
        return frame =>
        {
            if (!isKnown)
                (known, isKnown) = (run(frame), true);
            return known;
        };
    }

    private List<ulong> TakeTouched()
    {
        var taken = new List<ulong>();
        for (var outer = Scope; outer is not null; outer = outer.Parent)
        {
            taken.Add(outer.Touched);
            outer.Touched = 0;
        }
        return taken;
    }

    private void GiveBackTouched(List<ulong> taken)
    {
        var i = 0;
        for (var outer = Scope; outer is not null; outer = outer.Parent)
            outer.Touched |= taken[i++];
    }
}
