using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Storage.Logging;

namespace BizTalkDR.Sandbox.Storage.Alteration;

/// <summary>ALTER DATABASE ... MODIFY NAME and COLLATE: both need the database alone.</summary>
internal static class DatabaseNaming
{
    /// <summary>Throws 5016 for a system database, 1801 when the name is taken, 5030 when others use the database, 1468 for one in an availability group.</summary>
    internal static void Rename(Caller session, Database database, string name)
    {
        lock (database.Instance.DatabaseCommands)
        {
            if (database.Id <= 4)
                throw MessageCatalog.Error(5016, database.Name);
            if (database.Instance.FindDatabase(name) is { } taken && taken != database)
                throw MessageCatalog.Error(1801, name);
            AvailabilityGroup.Refuse(database, 1468);
            TakeAlone(session, database);
            database.Name = name;
        }
    }

    /// <summary>Throws 5030 when others use the database.</summary>
    internal static void SetCollation(Caller session, Database database, string collation)
    {
        TakeAlone(session, database);
        database.Write(new OptionsRecord(database.Options with { Collation = collation }));
    }

    private static void TakeAlone(Caller session, Database database)
    {
        if (DatabaseUse.By(database, session).Any())
            throw MessageCatalog.Error(5030);
    }
}
