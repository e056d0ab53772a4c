using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.LinkedServers;

/// <summary>The linked servers of an instance.</summary>
internal static class EngineLinkedServers
{
    extension(DatabaseEngine engine)
    {
        /// <summary>Linked servers by name; <see cref="LinkedServerCollection.Resolve"/> gives the instance that one stands for.</summary>
        internal LinkedServerCollection LinkedServers => engine.Parts.Get(engine, static owner => new LinkedServerCollection(owner));
    }
}
