using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Catalog.Objects;

/// <summary>A filegroup: what its files name. PRIMARY is data space 1, others follow in the order of their first file.</summary>
internal sealed record FileGroup(int Id, string Name)
{
    internal static IEnumerable<FileGroup> Of(Database database) =>
        database
            .Files.Where(file => !file.IsLog)
            .Select(file => file.FileGroup)
            .Prepend("PRIMARY")
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select((name, index) => new FileGroup(index + 1, name));

    /// <summary>data_space_id of a file: 0 for a log file.</summary>
    internal static int IdOf(Database database, DatabaseFile file) =>
        file.IsLog ? 0 : Of(database).First(group => group.Name.SameAs(file.FileGroup)).Id;
}
