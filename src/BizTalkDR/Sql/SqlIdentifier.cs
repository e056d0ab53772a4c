namespace BizTalkDR.Sql;

/// <summary>Quoting of names and texts where SQL Server takes no parameter (object names, RESTORE options in a script).</summary>
public static class SqlIdentifier
{
    /// <summary>A name in brackets, closing brackets doubled.</summary>
    public static string Quote(string name) => "[" + name.Replace("]", "]]") + "]";

    /// <summary>A Unicode text literal, quotes doubled.</summary>
    public static string Literal(string text) => "N'" + text.Replace("'", "''") + "'";
}
