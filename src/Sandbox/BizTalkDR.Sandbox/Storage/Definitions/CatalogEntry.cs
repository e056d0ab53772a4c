using System.Text.Json.Serialization;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Storage.Definitions;

/// <summary>
/// One thing in a database's catalog (table, view, procedure, user ...), immutable: a change puts a new entry under the same
/// id. Every change is logged with the entry before and after, so a restore brings back definitions as well as rows.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$kind")]
[JsonDerivedType(typeof(TableDefinition), "table")]
[JsonDerivedType(typeof(ModuleDefinition), "module")]
[JsonDerivedType(typeof(SynonymDefinition), "synonym")]
[JsonDerivedType(typeof(SchemaDefinition), "schema")]
[JsonDerivedType(typeof(UserTypeDefinition), "type")]
[JsonDerivedType(typeof(PrincipalDefinition), "principal")]
[JsonDerivedType(typeof(PermissionDefinition), "permission")]
[JsonDerivedType(typeof(ExtendedPropertyDefinition), "property")]
internal abstract record CatalogEntry
{
    /// <summary>The object id, principal id or the like; unique among all entries of a database.</summary>
    public required int Id { get; init; }

    public required string Name { get; init; }

    public DateTime CreateDate { get; init; }

    public DateTime ModifyDate { get; init; }
}

/// <summary>An entry that lives in a schema and is found by schema and name.</summary>
internal abstract record SchemaEntry : CatalogEntry
{
    public string Schema { get; init; } = "dbo";
}

internal sealed record TableDefinition : SchemaEntry
{
    public required IReadOnlyList<ColumnDefinition> Columns { get; init; }

    public IReadOnlyList<KeyDefinition> Keys { get; init; } = [];

    public IReadOnlyList<CheckDefinition> Checks { get; init; } = [];

    public IReadOnlyList<ForeignKeyDefinition> ForeignKeys { get; init; } = [];

    public int ColumnIndex(string name)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (Columns[i].Name.SameAs(name))
                return i;
        return -1;
    }
}

internal sealed record ColumnDefinition
{
    public required string Name { get; init; }

    public required SqlType Type { get; init; }

    public bool IsNullable { get; init; } = true;

    public IdentityDefinition? Identity { get; init; }

    /// <summary>The default's T-SQL expression, with its constraint's name.</summary>
    public string? DefaultText { get; init; }

    public string? DefaultName { get; init; }

    /// <summary>The expression of a computed column.</summary>
    public string? ComputedText { get; init; }

    public string? Collation { get; init; }

    public bool IsRowGuid { get; init; }

    /// <summary>The name of the user-defined type or alias (sysname), if it was declared with one.</summary>
    public string? UserTypeName { get; init; }
}

internal sealed record IdentityDefinition(decimal Seed, decimal Increment);

/// <summary>A primary key, unique constraint or index. The sandbox enforces uniqueness; order is not stored.</summary>
internal sealed record KeyDefinition(
    string Name,
    IReadOnlyList<string> Columns,
    bool IsPrimary,
    bool IsUnique,
    bool IsConstraint,
    bool IsClustered
);

internal sealed record CheckDefinition(string Name, string Text);

internal sealed record ForeignKeyDefinition(
    string Name,
    IReadOnlyList<string> Columns,
    string ReferencedSchema,
    string ReferencedTable,
    IReadOnlyList<string> ReferencedColumns
);

internal enum ModuleKind
{
    Procedure,
    View,
    ScalarFunction,
    TableFunction,
    InlineTableFunction,
    Trigger,
}

/// <summary>A procedure, view, function or trigger: its whole CREATE text, parsed when it is first used.</summary>
internal sealed record ModuleDefinition : SchemaEntry
{
    public required ModuleKind Kind { get; init; }

    public required string Text { get; init; }

    public bool AnsiNulls { get; init; } = true;

    public bool QuotedIdentifier { get; init; } = true;

    /// <summary>The table of a trigger.</summary>
    public int ParentId { get; init; }

    /// <summary>A trigger that was disabled.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>Belongs to the product (system procedures written in T-SQL): is_ms_shipped.</summary>
    public bool IsSystem { get; init; }
}

internal sealed record SynonymDefinition : SchemaEntry
{
    public required string BaseObjectName { get; init; }
}

internal sealed record SchemaDefinition : CatalogEntry
{
    public required string Owner { get; init; }
}

/// <summary>An alias type (CREATE TYPE x FROM y).</summary>
internal sealed record UserTypeDefinition : SchemaEntry
{
    public required SqlType Type { get; init; }

    public bool IsNullable { get; init; } = true;
}

internal enum PrincipalKind
{
    SqlUser,
    WindowsUser,
    WindowsGroup,
    Role,
}

internal sealed record PrincipalDefinition : CatalogEntry
{
    public required PrincipalKind Kind { get; init; }

    /// <summary>The SID that ties a user to a login; null for roles.</summary>
    public byte[]? Sid { get; init; }

    public string? DefaultSchema { get; init; } = "dbo";

    public bool IsFixedRole { get; init; }

    public IReadOnlyList<string> MemberOf { get; init; } = [];
}

/// <summary>One GRANT or DENY; the name is a made-up unique one.</summary>
internal sealed record PermissionDefinition : CatalogEntry
{
    public required string Grantee { get; init; }

    public required string Permission { get; init; }

    public int ObjectId { get; init; }

    public bool IsDeny { get; init; }
}

/// <summary>An extended property of the database itself (class 0), whose value is a text.</summary>
internal sealed record ExtendedPropertyDefinition : CatalogEntry
{
    public string? Value { get; init; }
}
