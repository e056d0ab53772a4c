using BizTalkDR.Sandbox.Platform;

namespace BizTalkDR.Sandbox.Sessions;

/// <summary>
/// A language of sys.syslanguages, and what SET LANGUAGE sets besides: the order of dates and the first day of the week. There are the two whose names
/// of months and days are English; others are refused.
/// </summary>
/// <param name="Id">langid.</param>
/// <param name="Name">name, as @@LANGUAGE shows it.</param>
/// <param name="Alias">alias, its English name.</param>
/// <param name="DateFormat">dateformat.</param>
/// <param name="DateFirst">datefirst: 1 Monday to 7 Sunday.</param>
/// <param name="Lcid">lcid.</param>
internal sealed record SessionLanguage(int Id, string Name, string Alias, string DateFormat, int DateFirst, int Lcid)
{
    internal static readonly IReadOnlyList<SessionLanguage> All =
    [
        new(0, "us_english", "English", "mdy", 7, 1033),
        new(23, "British", "British English", "dmy", 1, 2057),
    ];

    internal string Months => "January,February,March,April,May,June,July,August,September,October,November,December";

    internal string ShortMonths => "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec";

    internal string Days => "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday";

    internal static SessionLanguage? Find(string name) =>
        All.FirstOrDefault(language => language.Name.SameAs(name) || language.Alias.SameAs(name));
}
