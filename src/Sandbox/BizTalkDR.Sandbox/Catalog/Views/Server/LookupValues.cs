using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Language.Running;

namespace BizTalkDR.Sandbox.Catalog.Views.Server;

/// <summary>master.dbo.spt_values: the numbers 0 to 2047 (type P), page size, and the names of locks that tools look up in it.</summary>
internal static class LookupValues
{
    private sealed record Value(string? Name, int Number, string Type, int? Low = null, int? High = null);

    private static readonly string[] LockModes =
    [
        "NULL",
        "Sch-S",
        "Sch-M",
        "S",
        "U",
        "X",
        "IS",
        "IU",
        "IX",
        "SIU",
        "SIX",
        "UIX",
        "BU",
        "RangeS-S",
        "RangeS-U",
        "RangeI-N",
        "RangeI-S",
        "RangeI-U",
        "RangeI-X",
        "RangeX-S",
        "RangeX-U",
        "RangeX-X",
    ];
    private static readonly string[] LockResources =
    [
        "NUL",
        "DB",
        "FIL",
        "IDX",
        "TAB",
        "PAG",
        "KEY",
        "EXT",
        "RID",
        "APP",
        "MD",
        "HBT",
        "AU",
    ];
    private static readonly string[] LockStates = ["GRANT", "CNVT", "WAIT"];
    private static readonly string[] LockOwners = ["Xact", "Crsr", "Sess", "STWS", "XTWS", "WFR"];

    private static readonly Value[] All =
    [
        new("WINDOWS/NT", 1, "E", 8192, 0x7FFFFFFF),
        .. Enumerable.Range(0, 2048).Select(number => new Value(null, number, "P", 1 + number / 8, 1 << (number % 8))),
        .. Named(LockModes, "L"),
        .. Named(LockResources, "LR"),
        .. Named(LockStates, "LS"),
        .. Named(LockOwners, "LO"),
    ];

    internal static SystemView View() =>
        new ViewOf<Value>("dbo.spt_values", (_, _) => All)
            .Column("name nvarchar(35)", value => value.Name)
            .Column("number int", value => value.Number)
            .Column("type nchar(3)", value => value.Type.PadRight(3))
            .Column("low int", value => value.Low)
            .Column("high int", value => value.High)
            .Columns("status int = 0")
            .Build("master");

    // Lock names are numbered from 1 there, one more than in syslockinfo.
    private static IEnumerable<Value> Named(string[] names, string type) => names.Select((name, index) => new Value(name, index + 1, type));
}
