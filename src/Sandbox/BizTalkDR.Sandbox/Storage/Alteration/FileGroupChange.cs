using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Logging;

namespace BizTalkDR.Sandbox.Storage.Alteration;

/// <summary>
/// ALTER DATABASE ... ADD, REMOVE and MODIFY FILEGROUP. Filegroups are kept with the options of the database, so they lie in its log and in its backups.
/// </summary>
internal static class FileGroupChange
{
    /// <summary>The filegroup that files go to which name none.</summary>
    internal static DatabaseFileGroup DefaultOf(Database database) =>
        database.Options.FileGroups.FirstOrDefault(group => group.Id == database.Options.DefaultFileGroup)
        ?? database.Options.FileGroups[0];

    /// <summary>Throws 5035 when there is one of that name.</summary>
    internal static void Add(Database database, string name)
    {
        RequireFree(database, name);
        var groups = database.Options.FileGroups;
        Set(database, database.Options with { FileGroups = [.. groups, new DatabaseFileGroup(groups.Max(group => group.Id) + 1, name)] });
    }

    /// <summary>Throws 5014 when there is none of that name, 5042 while it has files.</summary>
    internal static void Remove(Database database, string name)
    {
        var group = Find(database, name);
        if (group.Id == 1 || FilesOf(database, group).Any())
            throw MessageCatalog.Error(5042, "filegroup", group.Name);
        Set(
            database,
            database.Options with
            {
                FileGroups = [.. database.Options.FileGroups.Where(other => other != group)],
                DefaultFileGroup = database.Options.DefaultFileGroup == group.Id ? 1 : database.Options.DefaultFileGroup,
            }
        );
    }

    /// <summary>Throws 5014 when there is none of that name, 5035 when the new name is taken.</summary>
    internal static void Rename(Database database, string name, string newName)
    {
        var group = Find(database, name);
        if (!newName.SameAs(name))
            RequireFree(database, newName);
        var files = FilesOf(database, group).ToArray();
        Set(
            database,
            database.Options with
            {
                FileGroups = [.. database.Options.FileGroups.Select(other => other == group ? group with { Name = newName } : other)],
            }
        );
        foreach (var file in files)
        {
            var changed = file with { FileGroup = newName };
            database.Files = [.. database.Files.Select(other => other == file ? changed : other)];
            database.Write(new FileRecord(file, changed));
        }
    }

    /// <summary>Throws 5014 when there is none of that name, 5050 when it has no file.</summary>
    internal static void MakeDefault(Database database, string name)
    {
        var group = Find(database, name);
        if (!FilesOf(database, group).Any())
            throw MessageCatalog.Error(5050, group.Name);
        Set(database, database.Options with { DefaultFileGroup = group.Id });
    }

    /// <summary>The filegroup of that name. Throws 5014 when there is none.</summary>
    internal static DatabaseFileGroup Find(Database database, string name) =>
        database.Options.FileGroups.FirstOrDefault(group => group.Name.SameAs(name))
        ?? throw MessageCatalog.Error(5014, "filegroup", name, database.Name);

    private static IEnumerable<DatabaseFile> FilesOf(Database database, DatabaseFileGroup group) =>
        database.Files.Where(file => !file.IsLog && file.FileGroup.SameAs(group.Name));

    private static void RequireFree(Database database, string name)
    {
        if (database.Options.FileGroups.Any(group => group.Name.SameAs(name)))
            throw MessageCatalog.Error(5035, name);
    }

    private static void Set(Database database, DatabaseOptions options) => database.Write(new OptionsRecord(options));
}
