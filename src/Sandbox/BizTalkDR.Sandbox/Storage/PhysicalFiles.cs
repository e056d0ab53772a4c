using System.Text;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>
/// The data and log files of databases as they lie on the instance's drives: small files that hold the database's name, so that missing
/// folders and collisions of paths are real. The rows themselves are in memory.
/// </summary>
internal static class PhysicalFiles
{
    /// <summary>
    /// Why a new file cannot be made at a path, or null when it can: 5133 (no such folder), 5123 (access denied and the like), 5170 (it
    /// exists), 1834 (another database's).
    /// </summary>
    internal static SqlMessage? WhyNotNew(DatabaseEngine instance, string physicalName, bool mayOverwrite = false, Database? self = null)
    {
        var owner = Owner(instance, physicalName);
        if (owner is not null && owner != self)
            return mayOverwrite ? MessageCatalog.Message(1834, physicalName, owner.Name) : MessageCatalog.Message(5170, physicalName);
        var error = instance.Host.Files.FindFolderOf(instance.ComputerName, physicalName, out var mapped);
        if (error is WindowsError.AccessDenied)
            return MessageCatalog.Message(5123, WindowsError.Describe(error), physicalName);
        if (error is not WindowsError.None)
            return MessageCatalog.Message(5133, physicalName, WindowsError.Describe(error));
        return File.Exists(mapped) && !mayOverwrite ? MessageCatalog.Message(5170, physicalName) : null;
    }

    /// <summary>Why there is no room for new files: 5149 for the first that its drive has no room for, or null.</summary>
    internal static SqlMessage? WhyNoRoom(DatabaseEngine instance, IEnumerable<DatabaseFile> files)
    {
        var taken = new Dictionary<char, long>();
        foreach (var file in files)
        {
            if (instance.Host.Files.FreeAt(instance.ComputerName, file.PhysicalName) is not { } free)
                continue;
            var drive = char.ToUpperInvariant(file.PhysicalName[0]);
            taken[drive] = taken.GetValueOrDefault(drive) + ((long)file.Size * 8192);
            if (taken[drive] > free)
                return MessageCatalog.Message(5149, WindowsError.Describe(WindowsError.DiskFull), file.PhysicalName);
        }
        return null;
    }

    /// <summary>The database on the instance's computer that has a file at this path, or null.</summary>
    internal static Database? Owner(DatabaseEngine instance, string physicalName) =>
        instance
            .Host.Engines.Append(instance)
            .Where(other => other.ComputerName.SameAs(instance.ComputerName))
            .SelectMany(other => other.Databases)
            .FirstOrDefault(database => database.Files.Any(file => file.PhysicalName.SameAs(physicalName)));

    internal static void Create(Database database, DatabaseFile file)
    {
        var instance = database.Instance;
        if (instance.Host.Files.Map(instance.ComputerName, file.PhysicalName) is { } path)
            File.WriteAllBytes(path, Encoding.UTF8.GetBytes($"{(file.IsLog ? "log" : "data")} of {database.Name}\n"));
    }

    internal static void Delete(Database database, DatabaseFile file)
    {
        var instance = database.Instance;
        if (instance.Host.Files.FindFile(instance.ComputerName, file.PhysicalName, out var path) == WindowsError.None)
            File.Delete(path);
    }
}
