using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Logging;
using BizTalkDR.Sandbox.Storage.Requests;

namespace BizTalkDR.Sandbox.Storage.Alteration;

/// <summary>ALTER DATABASE ... MODIFY FILE, ADD FILE, ADD LOG FILE, REMOVE FILE.</summary>
internal static class FileChange
{
    /// <summary>Throws 5041 when there is no such file, 1828 when its new name is taken, 5039 when it would not grow, 5149 when its drive is full.</summary>
    /// <returns>The file's name when its path was changed: that counts from the next start of the database on (5018).</returns>
    internal static string? Modify(Database database, FileSpecification change)
    {
        var name = change.LogicalName ?? throw MessageCatalog.Error(5036);
        var file = Find(database, name) ?? throw MessageCatalog.Error(5041, name);
        if (change.NewLogicalName is { } renamed && Find(database, renamed) is { } taken && taken != file)
            throw MessageCatalog.Error(1828, renamed);
        if (change.Size <= file.Size)
            throw MessageCatalog.Error(5039);
        if (change.Size is { } size && PhysicalFiles.WhyNoRoom(database.Instance, [file with { Size = size - file.Size }]) is { } full)
            throw new SqlServerException(full);
        var changed = file with
        {
            LogicalName = change.NewLogicalName ?? file.LogicalName,
            Size = change.Size ?? file.Size,
            MaxSize = change.MaxSize ?? file.MaxSize,
            Growth = change.Growth ?? file.Growth,
            IsPercentGrowth = change.Growth is null ? file.IsPercentGrowth : change.IsPercentGrowth,
            PhysicalName = change.PhysicalName ?? file.PhysicalName,
        };
        database.Files = [.. database.Files.Select(other => other == file ? changed : other)];
        database.Write(new FileRecord(file, changed));
        return change.PhysicalName is null ? null : changed.LogicalName;
    }

    /// <summary>Throws 1828 when the name is taken, 5014 when there is no such filegroup, 5133, 5123, 5149 or 5170 when the file can't be made.</summary>
    internal static void Add(Database database, FileSpecification added, bool isLog)
    {
        var name = added.LogicalName ?? throw MessageCatalog.Error(5036);
        if (Find(database, name) is not null)
            throw MessageCatalog.Error(1828, name);
        if (!isLog)
            added = added with { FileGroup = FileGroupChange.Find(database, added.FileGroup).Name };
        var options = database.Instance.Options;
        var id = database.Files.Max(other => other.FileId) + 1;
        var file = added.ToFile(id, isLog, name, isLog ? options.LogPath : options.DataPath);
        if (PhysicalFiles.WhyNotNew(database.Instance, file.PhysicalName) is { } cause)
            throw new SqlServerException(cause);
        if (PhysicalFiles.WhyNoRoom(database.Instance, [file]) is { } full)
            throw new SqlServerException(full);
        database.Files = [.. database.Files, file];
        PhysicalFiles.Create(database, file);
        database.Write(new FileRecord(null, file));
    }

    /// <summary>Throws 5009 when there is no such file, 5020 for the primary data or log file, 5031 for the last of the default filegroup.</summary>
    internal static void Remove(Database database, string name)
    {
        var file = Find(database, name) ?? throw MessageCatalog.Error(5009);
        if (file.FileId <= 2)
            throw MessageCatalog.Error(5020);
        var isDefault = !file.IsLog && file.FileGroup.SameAs(FileGroupChange.DefaultOf(database).Name);
        if (isDefault && !database.Files.Any(other => other != file && !other.IsLog && other.FileGroup.SameAs(file.FileGroup)))
            throw MessageCatalog.Error(5031, file.LogicalName);
        database.Files = [.. database.Files.Where(other => other != file)];
        PhysicalFiles.Delete(database, file);
        database.Write(new FileRecord(file, null));
    }

    private static DatabaseFile? Find(Database database, string name) =>
        database.Files.FirstOrDefault(file => file.LogicalName.SameAs(name));
}
