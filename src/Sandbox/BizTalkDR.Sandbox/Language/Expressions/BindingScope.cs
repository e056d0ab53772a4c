using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Expressions;

/// <summary>One table, view or derived table of a FROM clause; its columns stand in the query's row from an offset on.</summary>
internal sealed class BoundSource
{
    internal required string Alias { get; init; }

    internal string? Schema { get; init; }

    internal string? Database { get; init; }

    /// <summary>Whether the alias was written; then the table's own name no longer counts.</summary>
    internal bool HasAlias { get; init; }

    internal required IReadOnlyList<QueryColumn> Columns { get; init; }

    internal int Offset { get; set; }

    /// <summary>Its place among the sources of its query.</summary>
    internal int Ordinal { get; set; }

    /// <summary>The stored table, when it is one.</summary>
    internal Table? Table { get; init; }

    /// <summary>Whether its last column is the row's id.</summary>
    internal bool HasRowIds { get; init; }

    /// <summary>A view or common table expression over the table: its columns are not the table's.</summary>
    internal bool IsDerived { get; init; }

    internal bool Answers(IReadOnlyList<string> qualifier) =>
        qualifier[^1].SameAs(Alias)
        && (qualifier.Count < 2 || (!HasAlias && (qualifier[^2].Length == 0 ? Schema : qualifier[^2]).SameAs(Schema)))
        && (qualifier.Count < 3 || qualifier[^3].SameAs(Database));
}

/// <summary>The names that one level of a query knows, and what is found out about its expressions while they are bound.</summary>
internal sealed class BindingScope(BindingScope? parent)
{
    internal BindingScope? Parent { get; } = parent;

    /// <summary>The database of a view whose text is bound below this scope; null takes the one around it.</summary>
    internal Database? Database { get; init; }

    /// <summary>How many views lie around this scope.</summary>
    internal int Depth { get; init; } = parent?.Depth ?? 0;

    internal List<BoundSource> Sources { get; } = [];

    /// <summary>How many values a row of this level has: columns, aggregates, window functions.</summary>
    internal int Width { get; private set; }

    /// <summary>A bit for each source that expressions bound since the last reset have touched.</summary>
    internal ulong Touched { get; set; }

    /// <summary>Takes the aggregates while the select list, HAVING and ORDER BY are bound; null where none may stand.</summary>
    internal IGroupedLevel? Grouping { get; set; }

    /// <summary>Takes the window functions; null where none may stand.</summary>
    internal IWindowedLevel? Windows { get; set; }

    /// <summary>OPTION (MAXRECURSION n) of the statement whose common table expressions these are.</summary>
    internal int MaximumRecursion { get; init; } = 100;

    /// <summary>While one of its common table expressions is bound: that one, behind which none can be seen.</summary>
    internal CommonTable? LastVisible { get; set; }

    internal Dictionary<string, CommonTable> CommonTables { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal void Add(BoundSource source)
    {
        source.Offset = Width;
        source.Ordinal = Sources.Count;
        Width += source.Columns.Count;
        Sources.Add(source);
    }

    internal int AddSlot() => Width++;

    internal Database? FindDatabase() => Database ?? Parent?.FindDatabase();

    /// <summary>How many frames lie between this scope and one around it.</summary>
    internal int LevelsBelow(BindingScope outer)
    {
        var levels = 0;
        for (var scope = this; scope != outer && scope is not null; scope = scope.Parent)
            levels++;
        return levels;
    }

    internal CommonTable? FindCommonTable(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
            if (scope.CommonTables.TryGetValue(name, out var table) && (scope.LastVisible is not { } last || table.Index <= last.Index))
                return table;
        return null;
    }

    /// <summary>Binds a column by its name, here or in a query around this one.</summary>
    internal Bound BindColumn(IList<Identifier> parts)
    {
        var name = parts[^1].Value;
        var qualifier = parts.Take(parts.Count - 1).Select(part => part.Value).ToArray();
        var level = 0;
        for (var scope = this; scope is not null; scope = scope.Parent, level++)
            if (scope.FindColumn(qualifier, name) is var (source, index))
                return scope.Reference(source, index, level, name);
        throw NotFound(qualifier, name);
    }

    /// <summary>Where a column of this very level stands in its row, or null when it is none of this level's.</summary>
    internal int? SlotOf(IList<Identifier> parts) =>
        FindColumn([.. parts.Take(parts.Count - 1).Select(part => part.Value)], parts[^1].Value) is var (source, index)
            ? source.Offset + index
            : null;

    private Bound Reference(BoundSource source, int index, int level, string name)
    {
        Touched |= 1UL << source.Ordinal;
        var column = source.Columns[index];
        var slot = source.Offset + index;
        Grouping?.CheckColumn(slot, $"{source.Alias}.{name}");
        return new Bound(column.Type, Reader(level, slot))
        {
            IsNullable = column.IsNullable,
            IsIdentity = column.IsIdentity,
            Collation = column.Collation,
            Slot = level == 0 ? slot : -1,
        };
    }

    private static Func<RowFrame, object?> Reader(int level, int slot) =>
        level switch
        {
            0 => frame => frame.Values[slot],
            1 => frame => frame.Outer!.Values[slot],
            _ => frame => frame.Up(level).Values[slot],
        };

    private (BoundSource Source, int Index)? FindColumn(string[] qualifier, string name)
    {
        (BoundSource, int)? found = null;
        foreach (var source in Sources)
        {
            if (qualifier.Length > 0 && !source.Answers(qualifier))
                continue;
            for (var i = 0; i < source.Columns.Count; i++)
            {
                if (!source.Columns[i].Name.SameAs(name))
                    continue;
                if (found is not null)
                    throw MessageCatalog.Error(209, name);
                found = (source, i);
                break;
            }
        }
        return found;
    }

    private SqlServerException NotFound(string[] qualifier, string name)
    {
        if (qualifier.Length == 0)
            return MessageCatalog.Error(207, name);
        for (var scope = this; scope is not null; scope = scope.Parent)
            if (scope.Sources.Any(source => source.Answers(qualifier)))
                return MessageCatalog.Error(207, name);
        return MessageCatalog.Error(4104, string.Join('.', [.. qualifier, name]));
    }
}
