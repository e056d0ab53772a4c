using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Language.Parsing;

/// <summary>Questions about the modules of a database.</summary>
internal static class DatabaseModules
{
    /// <summary>The triggers of a table.</summary>
    internal static IReadOnlyList<ModuleDefinition> ModulesOf(this Database database, int tableId) =>
        [.. database.Entries.OfType<ModuleDefinition>().Where(module => module.Kind == ModuleKind.Trigger && module.ParentId == tableId)];
}
