using BizTalkDR.Sql;

namespace BizTalkDR.Backups.Headers;

/// <summary>The values of a header in a row that SQL Server sent.</summary>
internal sealed class RowValues(SqlRow row) : IHeaderValues
{
    public string? Text(params string[] names) => First(names, row.Text);

    public decimal? Number(params string[] names) => First(names, row.Decimal);

    public decimal? Lsn(params string[] names) => Number(names);

    public long? Bytes(params string[] names) => First(names, row.Long);

    public Guid? Guid(params string[] names) => First(names, row.Guid);

    public DateTime? Time(params string[] names) => First(names, row.Time);

    public bool Flag(params string[] names) => First(names, row.Bool) == true;

    public byte[]? Binary(params string[] names) => First(names, row.Bytes);

    private static T? First<T>(string[] names, Func<string, T?> read)
    {
        foreach (var name in names)
        {
            if (read(name) is { } value)
                return value;
        }
        return default;
    }

    private static T? First<T>(string[] names, Func<string, T?> read)
        where T : struct
    {
        foreach (var name in names)
        {
            if (read(name) is { } value)
                return value;
        }
        return null;
    }
}
