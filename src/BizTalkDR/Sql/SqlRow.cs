using System.Globalization;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Sql;

/// <summary>The current row of a reader, read by column name; NULL comes out as null, a column that is not there as null too.</summary>
internal sealed class SqlRow
{
    private readonly SqlDataReader reader;
    private readonly Dictionary<string, int> ordinals = new(StringComparer.OrdinalIgnoreCase);

    public SqlRow(SqlDataReader reader)
    {
        this.reader = reader;
        for (var ordinal = 0; ordinal < reader.FieldCount; ordinal++)
            ordinals[reader.GetName(ordinal)] = ordinal;
    }

    public object? Value(string column) =>
        ordinals.TryGetValue(column, out var ordinal) && !reader.IsDBNull(ordinal) ? reader.GetValue(ordinal) : null;

    public string? Text(string column) => Value(column) is { } value ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;

    public string RequiredText(string column) => Text(column) ?? "";

    public int? Int(string column) => Value(column) is { } value ? Convert.ToInt32(value, CultureInfo.InvariantCulture) : null;

    public long? Long(string column) => Value(column) is { } value ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : null;

    public bool? Bool(string column) => Value(column) is { } value ? Convert.ToBoolean(value, CultureInfo.InvariantCulture) : null;

    public decimal? Decimal(string column) => Value(column) is { } value ? Convert.ToDecimal(value, CultureInfo.InvariantCulture) : null;

    public DateTime? Time(string column) => Value(column) is DateTime value ? value : null;

    public byte[]? Bytes(string column) => Value(column) as byte[];

    public Guid? Guid(string column) => Value(column) is Guid value ? value : null;
}
