using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog.Declarations;

/// <summary>
/// Declares a system view: its name, what its rows are made of, and its columns in order, each with how its value is got. Views read
/// like their page in the documentation.
/// </summary>
internal sealed class ViewOf<T>
{
    private readonly string schema;
    private readonly string name;
    private readonly Func<SqlSession, Database, IEnumerable<T>> items;
    private readonly List<ResultColumn> columns = [];
    private readonly List<Func<T, object?>> values = [];

    /// <param name="qualifiedName">sys.databases.</param>
    /// <param name="items">What the rows are made of, as seen by a session from a database.</param>
    internal ViewOf(string qualifiedName, Func<SqlSession, Database, IEnumerable<T>> items)
    {
        var parts = qualifiedName.Split('.');
        (schema, name, this.items) = (parts[0], parts[1], items);
    }

    /// <summary>One column (<c>database_id int</c>) and its value.</summary>
    internal ViewOf<T> Column(string spec, Func<T, object?> value)
    {
        var column = ColumnSpec.Parse(spec).Column;
        columns.Add(column);
        values.Add(item => CatalogValue.Convert(value(item), column.Type));
        return this;
    }

    /// <summary>Columns that are the same in every row (see <see cref="ColumnSpec"/>).</summary>
    internal ViewOf<T> Columns(string specs)
    {
        foreach (var (column, constant) in ColumnSpec.ParseAll(specs))
        {
            columns.Add(column);
            values.Add(_ => constant);
        }
        return this;
    }

    /// <summary>The view, in every database, or in one alone (master.dbo.sysprocesses).</summary>
    internal SystemView Build(string? database = null) =>
        new()
        {
            Schema = schema,
            Name = name,
            Database = database,
            Columns = columns,
            Rows = (session, seen) => items(session, seen).Select(Row),
        };

    /// <summary>The same as a table-valued function of its arguments.</summary>
    internal SystemTableFunction BuildFunction(Func<SqlSession, Database, IReadOnlyList<object?>, IEnumerable<T>> rows) =>
        new()
        {
            Schema = schema,
            Name = name,
            Columns = columns,
            Rows = (session, seen, arguments) => rows(session, seen, arguments).Select(Row),
        };

    private object?[] Row(T item)
    {
        var row = new object?[values.Count];
        for (var i = 0; i < row.Length; i++)
            row[i] = values[i](item);
        return row;
    }
}
