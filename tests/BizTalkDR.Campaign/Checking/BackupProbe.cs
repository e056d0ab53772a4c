using BizTalkDR.BackupMedia;
using BizTalkDR.BackupMedia.Media;
using BizTalkDR.Campaign.Worlds;
using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Campaign.Checking;

/// <summary>
/// What the backups in the failback folder are worth, found out in the one way that counts: each is restored, on an instance that nobody else knows,
/// and looked into.
/// </summary>
internal sealed class BackupProbe(World world)
{
    private readonly Dictionary<string, Content?> known = [];
    private SqlInstance? instance;

    /// <summary>An instance that belongs to no side.</summary>
    public SqlInstance Instance => instance ??= world.Host.AddInstance(new SqlInstanceOptions { Name = "PROBE" });

    /// <summary>What the full backups of a database hold; those that can't be restored are not among it.</summary>
    public IReadOnlyList<Content> Of(BizTalkDatabase database) =>
        [
            .. Directory
                .EnumerateFiles(world.FailbackPath, "*", SearchOption.AllDirectories)
                .SelectMany(file => SetsOf(file, database).Select(set => Restore(file, set, database)))
                .OfType<Content>(),
        ];

    private static IEnumerable<BackupSetHeader> SetsOf(string file, BizTalkDatabase database)
    {
        try
        {
            using var media = BackupMediaReader.Open(file);
            return
            [
                .. media.Sets.Where(set =>
                    set.BackupType == BackupType.Database
                    && string.Equals(set.DatabaseName, database.Name, StringComparison.OrdinalIgnoreCase)
                ),
            ];
        }
        catch (Exception error) when (error is BackupMediaException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private Content? Restore(string file, BackupSetHeader set, BizTalkDatabase database)
    {
        var stamp = new FileInfo(file);
        var key = $"{file} {set.Position} {stamp.Length} {stamp.LastWriteTimeUtc:O} {set.BackupSetGUID}";
        if (!known.TryGetValue(key, out var content))
            known[key] = content = RestoreNow(file, set, database);
        return content;
    }

    private Content? RestoreNow(string file, BackupSetHeader set, BizTalkDatabase database)
    {
        using var session = Instance.OpenInternalSession("campaign");
        var path = $@"{World.FailbackFolder}\{Path.GetRelativePath(world.FailbackPath, file).Replace('/', '\\')}".Replace(
            "'",
            "''",
            StringComparison.Ordinal
        );
        var moves = set.Files.Select(
            (part, index) => $", MOVE N'{part.LogicalName.Replace("'", "''", StringComparison.Ordinal)}' TO N'C:\\Data\\probe{index}.dat'"
        );
        try
        {
            session.Perform("IF DB_ID(N'Probe') IS NOT NULL DROP DATABASE Probe");
            session.Perform($"RESTORE DATABASE Probe FROM DISK = N'{path}' WITH FILE = {set.Position}{string.Concat(moves)}");
            return Content.Of(world, database, Instance.FindDatabase("Probe")!) with { Fork = set.RecoveryForkID ?? default };
        }
        catch (SqlServerException)
        {
            return null;
        }
    }
}
