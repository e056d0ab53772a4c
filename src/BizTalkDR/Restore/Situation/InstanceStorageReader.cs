using BizTalkDR.Instances;
using BizTalkDR.Instances.Storage;
using BizTalkDR.Paths;
using BizTalkDR.Restore.Files;
using BizTalkDR.Sql;
using BizTalkDR.Threading;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Restore.Situation;

/// <summary>
/// Reads files, folders and free space of instances. What a login is not told, or a version does not have, becomes a note: the restore may
/// still succeed, it is only not checked.
/// </summary>
/// <param name="connector">Opens the connections.</param>
public sealed class InstanceStorageReader(IInstanceConnector connector)
{
    /// <summary>Asks one instance.</summary>
    /// <param name="identity">The instance and what it said of itself.</param>
    /// <param name="paths">The paths of the files that a restore would write there.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="Errors.InstanceConnectionException">The instance can't be reached.</exception>
    public InstanceStorage Read(InstanceIdentity identity, IEnumerable<string> paths, CancellationToken cancellationToken = default)
    {
        using var connection = connector.Open(identity.Instance, null, cancellationToken);
        var reading = new Reading(connection, identity, cancellationToken);
        return new InstanceStorage
        {
            Instance = identity.Instance.Name,
            Files = reading.Files(),
            Volumes = reading.Volumes(),
            Paths = reading.Paths([.. paths.Distinct(ServerPath.Comparer)]),
            Notes = reading.Notes,
        };
    }

    /// <summary>Asks the instances that restore, about the files that the full backups of the history would write there.</summary>
    /// <exception cref="Errors.InstanceConnectionException">An instance can't be reached.</exception>
    internal IReadOnlyList<InstanceStorage> Read(RestoreSituation situation, CancellationToken cancellationToken)
    {
        var identities = situation.Directory.Identities;
        var paths = PlannedFile.Candidates(situation.History, situation.Targets, situation.Positions, identities);
        return ReadAll(
            identities.Where(identity => identity.IsReachable && paths.Contains(identity.Instance.Name)),
            paths,
            cancellationToken
        );
    }

    /// <summary>Asks several instances at once.</summary>
    internal IReadOnlyList<InstanceStorage> ReadAll(
        IEnumerable<InstanceIdentity> identities,
        ILookup<string, string> paths,
        CancellationToken cancellationToken
    ) => OwnThread.ForEach(identities, identity => Read(identity, paths[identity.Instance.Name], cancellationToken), cancellationToken);

    private sealed class Reading(SqlConnection connection, InstanceIdentity identity, CancellationToken cancellationToken)
    {
        private readonly List<string> notes = [];

        public IReadOnlyList<string> Notes => notes;

        public List<OwnedFile> Files() =>
            Try(
                typeof(InstanceStorageReader),
                "OwnedFiles",
                row => new OwnedFile(row.RequiredText("database_name"), row.RequiredText("physical_name"), row.Long("size_bytes") ?? 0),
                out var refusal
            ) ?? Unknown<OwnedFile>("which files its databases have", refusal);

        public List<StorageVolume> Volumes()
        {
            var used = Try(typeof(InstanceStorageReader), "Volumes", UsedVolume.Read, out var refusal);
            var drives = Try(
                typeof(InstanceStorageReader),
                "FixedDrives",
                row => Drive(row.Text("fixed_drive_path"), row.Long("free_space_in_bytes")),
                out var refused
            );
            drives ??= Try(
                typeof(InstanceStorageReader),
                "FixedDrivesOld",
                row => Drive(row.Text("drive") + @":\", row.Long("MB free") << 20),
                out refused
            );
            if (used is null && drives is null)
                return Unknown<StorageVolume>("the free space of its volumes", refused ?? refusal);
            if (used is null)
                notes.Add(
                    $"{identity.Instance.Name} does not tell its mount points, so the free space of the drives counts: {refusal!.Message}"
                );
            var mounted = UsedVolume.Volumes(used ?? []).ToList();
            return
            [
                .. mounted,
                .. (drives ?? []).Where(drive => !mounted.Any(volume => volume.Roots.Contains(drive.Name, ServerPath.Comparer))),
            ];
        }

        public List<StoragePath> Paths(IReadOnlyList<string> paths)
        {
            var found = new List<StoragePath>();
            foreach (var path in paths)
            {
                var rows = Try(typeof(ServerFolder), "PathExists", row => Path(path, row), out var refusal, ("@path", path));
                if (rows is null)
                    return Unknown<StoragePath>("which folders there are", refusal);
                found.AddRange(rows);
            }
            if (!identity.IsSysAdmin && found.Any(path => path.HasFolder is null))
                notes.Add(
                    $"{identity.Instance.Name} does not tell the login whether {string.Join(", ", found.Where(path => path.HasFolder is null).Select(path => ServerPath.Folder(path.Path)).Distinct(ServerPath.Comparer))} exists: only members of sysadmin get a sure answer."
                );
            return found;
        }

        // To others than administrators the procedure says no where it may not look, too: only a yes is an answer.
        private StoragePath Path(string path, SqlRow row)
        {
            return new StoragePath(path, Answer("File Exists"), Answer("File is a Directory"), Answer("Parent Directory Exists"));

            bool? Answer(string column) => row.Bool(column) is not true && !identity.IsSysAdmin ? null : row.Bool(column);
        }

        private static StorageVolume Drive(string? path, long? freeBytes) => new(path ?? "", [path ?? ""], freeBytes ?? 0);

        private List<T>? Try<T>(
            Type beside,
            string query,
            Func<SqlRow, T> read,
            out SqlException? refusal,
            params (string, object?)[] parameters
        )
        {
            refusal = null;
            try
            {
                return SqlQuery.Rows(connection, SqlText.Load(beside, query), read, cancellationToken, parameters);
            }
            catch (SqlException exception) when (connection.State == System.Data.ConnectionState.Open)
            {
                cancellationToken.ThrowIfCancellationRequested();
                refusal = exception;
                return null;
            }
        }

        private List<T> Unknown<T>(string what, SqlException? refusal)
        {
            notes.Add(
                $"{identity.Instance.Name} does not tell {what}, so it is not checked: {refusal?.Message} (message {refusal?.Number})"
            );
            return [];
        }
    }

    private sealed record UsedVolume(string PhysicalName, string? MountPoint, long TotalBytes, long FreeBytes)
    {
        public static UsedVolume Read(SqlRow row) =>
            new(
                row.RequiredText("physical_name"),
                row.Text("volume_mount_point"),
                row.Long("total_bytes") ?? 0,
                row.Long("available_bytes") ?? 0
            );

        public static IEnumerable<StorageVolume> Volumes(IReadOnlyList<UsedVolume> used) =>
            used.Where(file => !string.IsNullOrEmpty(file.MountPoint))
                .GroupBy(file => file.MountPoint!, StringComparer.OrdinalIgnoreCase)
                .Select(mount => new StorageVolume(mount.Key, [mount.Key], mount.First().FreeBytes))
                .Concat(
                    // Folders with the same size and the same free space, to the byte, are on one volume.
                    used.Where(file => string.IsNullOrEmpty(file.MountPoint))
                        .GroupBy(file => (file.TotalBytes, file.FreeBytes))
                        .Select(same => OfFolders([.. same.Select(file => ServerPath.Folder(file.PhysicalName))], same.Key.FreeBytes))
                );

        private static StorageVolume OfFolders(IEnumerable<string> folders, long freeBytes)
        {
            var roots = folders.Distinct(ServerPath.Comparer).ToList();
            return new StorageVolume("The volume of " + string.Join(" and ", roots), roots, freeBytes);
        }
    }
}
