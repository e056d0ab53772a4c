using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Catalog.Objects;

/// <summary>A filegroup, whose id is that of its data space; PRIMARY is 1.</summary>
internal sealed record FileGroup(int Id, string Name, bool IsDefault)
{
    internal static IEnumerable<FileGroup> Of(Database database) =>
        database.Options.FileGroups.Select(group => new FileGroup(group.Id, group.Name, group.Id == database.Options.DefaultFileGroup));

    /// <summary>data_space_id of a file: 0 for a log file.</summary>
    internal static int IdOf(Database database, DatabaseFile file) =>
        file.IsLog ? 0 : Of(database).FirstOrDefault(group => group.Name.SameAs(file.FileGroup))?.Id ?? 1;
}
