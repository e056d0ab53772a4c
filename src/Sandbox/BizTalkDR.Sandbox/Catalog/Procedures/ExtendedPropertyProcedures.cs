using System.Globalization;
using BizTalkDR.Sandbox.Catalog.Commands;
using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Catalog.Procedures;

/// <summary>
/// sp_addextendedproperty, sp_updateextendedproperty and sp_dropextendedproperty, for properties of the database itself; levels below it are refused
/// with 15600.
/// </summary>
internal static class ExtendedPropertyProcedures
{
    private const string Levels =
        "@level0type varchar(128) = null, @level0name sysname = null, @level1type varchar(128) = null, @level1name sysname = null, "
        + "@level2type varchar(128) = null, @level2name sysname = null";

    internal static IEnumerable<SystemProcedure> All() =>
        [
            Procedure.Of("sp_addextendedproperty", $"@name sysname, @value sql_variant = null, {Levels}", Add),
            Procedure.Of("sp_updateextendedproperty", $"@name sysname, @value sql_variant = null, {Levels}", Update),
            Procedure.Of("sp_dropextendedproperty", $"@name sysname, {Levels}", Drop),
        ];

    private static void Add(SystemProcedureCall call)
    {
        if (Find(call, "sp_addextendedproperty") is { } there)
            throw MessageCatalog.Error(15233, there.Name, "object specified");
        var now = call.Session.Instance.Host.Clock.Now;
        var property = new ExtendedPropertyDefinition
        {
            Id = call.Database.NextObjectId(),
            Name = call.Text("@name")!,
            Value = Value(call),
            CreateDate = now,
            ModifyDate = now,
        };
        CatalogChange.Make(call.Session, transaction => call.Database.Add(transaction, property));
    }

    private static void Update(SystemProcedureCall call)
    {
        var property = Find(call, "sp_updateextendedproperty") ?? throw NotThere(call);
        CatalogChange.Make(
            call.Session,
            transaction =>
                call.Database.Replace(transaction, property with { Value = Value(call), ModifyDate = call.Session.Instance.Host.Clock.Now })
        );
    }

    private static void Drop(SystemProcedureCall call)
    {
        var property = Find(call, "sp_dropextendedproperty") ?? throw NotThere(call);
        CatalogChange.Make(call.Session, transaction => call.Database.Remove(transaction, property));
    }

    private static ExtendedPropertyDefinition? Find(SystemProcedureCall call, string procedure)
    {
        if (call.Text("@level0type") is not null)
            throw MessageCatalog.Error(15600, procedure);
        return call.Database.Entries.OfType<ExtendedPropertyDefinition>().FirstOrDefault(each => each.Name.SameAs(call.Text("@name")));
    }

    private static SqlServerException NotThere(SystemProcedureCall call) =>
        MessageCatalog.Error(15217, call.Text("@name"), "object specified");

    private static string? Value(SystemProcedureCall call) => Convert.ToString(call.Values["@value"], CultureInfo.InvariantCulture);
}
