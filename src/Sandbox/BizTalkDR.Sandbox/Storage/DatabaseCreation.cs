using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Requests;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>CREATE DATABASE and DROP DATABASE.</summary>
internal static class DatabaseCreation
{
    /// <summary>Makes a database as a copy of model. Throws 1801 when the name is taken, 5133, 5149 or 5170 and 1802 when a file cannot be made.</summary>
    internal static Database Create(DatabaseEngine instance, byte[] ownerSid, CreateDatabaseRequest request)
    {
        lock (instance.DatabaseCommands)
        {
            if (instance.FindDatabase(request.Name) is not null)
                throw MessageCatalog.Error(1801, request.Name);
            var files = Files(instance, request);
            foreach (var file in files)
                if (PhysicalFiles.WhyNotNew(instance, file.PhysicalName) is { } cause)
                    throw new SqlServerException(cause, MessageCatalog.Message(1802));
            if (PhysicalFiles.WhyNoRoom(instance, files) is { } full)
                throw new SqlServerException(full, MessageCatalog.Message(1802));
            if (
                files.GroupBy(file => file.LogicalName, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is
                { } twice
            )
                throw MessageCatalog.Error(1828, twice.Key);

            var model = instance.FindDatabase("model")!;
            var database = instance.AddDatabase(request.Name);
            database.OwnerSid = ownerSid;
            database.Files = files;
            database.Load(model.TakeImage());
            database.Options = model.Options with
            {
                Collation = request.Collation ?? instance.Options.Collation,
                IsTrustworthy = request.IsTrustworthy ?? false,
                IsDbChaining = request.IsDbChaining ?? false,
                IsBrokerEnabled = true,
                FileGroups = FileGroups(files),
            };
            foreach (var file in files)
                PhysicalFiles.Create(database, file);
            return database;
        }
    }

    /// <summary>Drops a database and its files. Throws 3701 when it is not there, 3702 when it is in use, 3708 for a system database, 3752 for one in an availability group.</summary>
    internal static void Drop(DatabaseEngine instance, string name)
    {
        lock (instance.DatabaseCommands)
        {
            var database = instance.FindDatabase(name) ?? throw MessageCatalog.Error(3701, "drop", "database", name);
            if (database.Id <= 4)
                throw MessageCatalog.Error(3708, "drop", "database", name, "database");
            AvailabilityGroup.Refuse(database, 3752);
            if (DatabaseUse.By(database).Any())
                throw MessageCatalog.Error(3702, "drop", "database", name);
            instance.RemoveDatabase(database);
            if (database.State != DatabaseState.Offline)
                foreach (var file in database.Files)
                    PhysicalFiles.Delete(database, file);
        }
    }

    /// <summary>PRIMARY, then the others in the order of their first files.</summary>
    private static IReadOnlyList<DatabaseFileGroup> FileGroups(IEnumerable<DatabaseFile> files) =>
        [
            .. files
                .Where(file => !file.IsLog)
                .Select(file => file.FileGroup)
                .Prepend(DatabaseFileGroup.Primary)
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Select((name, index) => new DatabaseFileGroup(index + 1, name)),
        ];

    private static List<DatabaseFile> Files(DatabaseEngine instance, CreateDatabaseRequest request)
    {
        var data = request.DataFiles.Count > 0 ? request.DataFiles : [new FileSpecification()];
        var logs = request.LogFiles.Count > 0 ? request.LogFiles : [new FileSpecification()];
        var files = new List<DatabaseFile>();
        foreach (var file in data)
            files.Add(file.ToFile(files.Count == 0 ? 1 : files.Count + 2, isLog: false, request.Name, instance.Options.DataPath));
        for (var i = 0; i < logs.Count; i++)
        {
            var id = i == 0 ? 2 : data.Count + 1 + i;
            var name = i == 0 ? $"{request.Name}_log" : $"{request.Name}_log{i + 1}";
            files.Add(logs[i].ToFile(id, isLog: true, name, instance.Options.LogPath));
        }
        return [.. files.OrderBy(file => file.FileId)];
    }
}
