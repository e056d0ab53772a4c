using BizTalkDR.Sandbox.Platform;

namespace BizTalkDR.Sandbox.Catalog.Server;

/// <summary>A language of sys.syslanguages: the two whose formats the sandbox knows.</summary>
internal sealed record ServerLanguage(int Id, string Name, string Alias, string DateFormat, int DateFirst, int Lcid)
{
    internal static readonly IReadOnlyList<ServerLanguage> All =
    [
        new(0, "us_english", "English", "mdy", 7, 1033),
        new(23, "British", "British English", "dmy", 1, 2057),
    ];

    internal string Months => "January,February,March,April,May,June,July,August,September,October,November,December";

    internal string ShortMonths => "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec";

    internal string Days => "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday";

    internal static ServerLanguage? Find(string name) =>
        All.FirstOrDefault(language => language.Name.SameAs(name) || language.Alias.SameAs(name));
}
