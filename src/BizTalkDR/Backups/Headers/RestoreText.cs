using BizTalkDR.Sql;

namespace BizTalkDR.Backups.Headers;

/// <summary>The statements that read a backup, over one file or over all stripes at once.</summary>
internal static class RestoreText
{
    /// <summary>A statement of the resources, which read one device; a striped backup has one for each stripe.</summary>
    public static string Of(string name, IReadOnlyList<string> paths)
    {
        var text = SqlText.Load(typeof(RestoreText), name);
        return paths.Count == 1
            ? text
            : text.Replace("DISK = @path", string.Join(", ", paths.Select((_, stripe) => $"DISK = @path{stripe}")));
    }

    /// <summary>The paths, as the statement names them.</summary>
    public static (string, object?)[] Parameters(IReadOnlyList<string> paths) =>
        paths.Count == 1 ? [("@path", paths[0])] : [.. paths.Select((path, stripe) => ($"@path{stripe}", (object?)path))];
}
