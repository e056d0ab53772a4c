using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog.Server;

/// <summary>What an instance keeps for the catalog's views and procedures.</summary>
internal static class EngineCatalog
{
    extension(DatabaseEngine engine)
    {
        internal ServerConfiguration Configuration => engine.Parts.Get<ServerConfiguration>();

        internal ServerRegistry Registry => engine.Parts.Get(engine, static owner => new ServerRegistry(owner));
    }
}
