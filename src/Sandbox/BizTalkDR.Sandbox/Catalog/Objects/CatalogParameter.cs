using BizTalkDR.Sandbox.Language.Parsing;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Catalog.Objects;

/// <summary>A parameter of a procedure or function, or (id 0) a scalar function's result.</summary>
internal sealed record CatalogParameter(ModuleDefinition Module, int Id, string Name, SqlType Type, bool IsOutput)
{
    internal TypeFacts Facts => TypeFacts.Of(Type);

    internal static IEnumerable<CatalogParameter> OfAll(Database database) =>
        database.Entries.OfType<ModuleDefinition>().OrderBy(module => module.Id).SelectMany(module => Of(database, module));

    private static IEnumerable<CatalogParameter> Of(Database database, ModuleDefinition module)
    {
        var (parameters, result) = Declared(module);
        if (result is not null)
            yield return new CatalogParameter(module, 0, "", TypeReferences.Resolve(result, database), true);
        var id = 0;
        foreach (var parameter in parameters)
            yield return new CatalogParameter(
                module,
                ++id,
                parameter.VariableName.Value,
                IsCursor(parameter.DataType) ? SqlType.Int : TypeReferences.Resolve(parameter.DataType, database),
                parameter.Modifier == ParameterModifier.Output
            );
    }

    private static (IList<ProcedureParameter> Parameters, DataTypeReference? Result) Declared(ModuleDefinition module)
    {
        switch (module.Kind)
        {
            case ModuleKind.Procedure:
                return (ModuleText.Procedure(module).Parameters, null);
            case ModuleKind.ScalarFunction or ModuleKind.TableFunction or ModuleKind.InlineTableFunction:
                var function = ModuleText.Function(module);
                return (function.Parameters, (function.ReturnType as ScalarFunctionReturnType)?.DataType);
            default:
                return ([], null);
        }
    }

    private static bool IsCursor(DataTypeReference type) => type is SqlDataTypeReference { SqlDataTypeOption: SqlDataTypeOption.Cursor };
}
