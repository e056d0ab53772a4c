using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;

namespace BizTalkDR.Sandbox.Catalog.Functions;

/// <summary>COLLATIONPROPERTY and fn_helpcollations, for the collations that occur in practice.</summary>
internal static class CollationProperties
{
    private sealed record Collation(string Name, int Lcid, int CodePage, string Description);

    private static readonly Collation[] Known =
    [
        new("Latin1_General_BIN", 1033, 1252, "Latin1-General, binary sort"),
        new("Latin1_General_BIN2", 1033, 1252, "Latin1-General, binary code point comparison sort"),
        new(
            "Latin1_General_CI_AI",
            1033,
            1252,
            "Latin1-General, case-insensitive, accent-insensitive, kanatype-insensitive, width-insensitive"
        ),
        new(
            "Latin1_General_CI_AS",
            1033,
            1252,
            "Latin1-General, case-insensitive, accent-sensitive, kanatype-insensitive, width-insensitive"
        ),
        new(
            "Latin1_General_CS_AS",
            1033,
            1252,
            "Latin1-General, case-sensitive, accent-sensitive, kanatype-insensitive, width-insensitive"
        ),
        new(
            "Latin1_General_100_CI_AS",
            1033,
            1252,
            "Latin1-General-100, case-insensitive, accent-sensitive, kanatype-insensitive, width-insensitive"
        ),
        new(
            "SQL_Latin1_General_CP1_CI_AS",
            1033,
            1252,
            "Latin1-General, case-insensitive, accent-sensitive, kanatype-insensitive, width-insensitive for Unicode Data, SQL Server Sort Order 52 on Code Page 1252 for non-Unicode Data"
        ),
        new(
            "SQL_Latin1_General_CP1_CS_AS",
            1033,
            1252,
            "Latin1-General, case-sensitive, accent-sensitive, kanatype-insensitive, width-insensitive for Unicode Data, SQL Server Sort Order 51 on Code Page 1252 for non-Unicode Data"
        ),
    ];

    internal static object? Get(string? name, string? property)
    {
        if (name is null || !IsShaped(name))
            return null;
        var known = Known.FirstOrDefault(one => one.Name.SameAs(name));
        return property?.ToUpperInvariant() switch
        {
            "CODEPAGE" => known?.CodePage ?? CodePageOf(name),
            "LCID" => known?.Lcid ?? 1033,
            "COMPARISONSTYLE" => Style(name),
            "VERSION" => name.Contains("_140_", StringComparison.Ordinal) ? 3
            : name.Contains("_100_", StringComparison.Ordinal) ? 2
            : 0,
            "COLLATIONID" => 872468488,
            _ => null,
        };
    }

    internal static SystemTableFunction Help() =>
        new ViewOf<Collation>("sys.fn_helpcollations", (_, _) => [])
            .Column("name sysname", collation => collation.Name)
            .Column("description nvarchar(1000)", collation => collation.Description)
            .BuildFunction((_, _, _) => Known);

    // Windows: 1 ignores case, 2 accents, 0x10000 kana type, 0x20000 width.
    private static int Style(string name) =>
        name.Contains("_BIN", StringComparison.OrdinalIgnoreCase)
            ? 0
            : 0x30000
                | (name.Contains("_CI_", StringComparison.OrdinalIgnoreCase) ? 1 : 0)
                | (name.Contains("_AI", StringComparison.OrdinalIgnoreCase) ? 2 : 0);

    /// <summary>
    /// The code page of a collation: that in the name of a SQL collation, that of a Windows collation's language (pages SQL Server collation name and Windows
    /// collation name).
    /// </summary>
    private static int CodePageOf(string name)
    {
        if (name.Contains("_UTF8", StringComparison.OrdinalIgnoreCase))
            return 65001;
        if (name.StartsWith("SQL_", StringComparison.OrdinalIgnoreCase))
        {
            var at = name.IndexOf("_CP", StringComparison.OrdinalIgnoreCase);
            var digits = at < 0 ? "" : new string([.. name.Skip(at + 3).TakeWhile(char.IsAsciiDigit)]);
            return digits is "" or "1" ? 1252 : int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
        }
        return
            CodePages
                .FirstOrDefault(entry => entry.Languages.Any(language => name.StartsWith(language, StringComparison.OrdinalIgnoreCase)))
                .Page
                is > 0
                    and var page
            ? page
            : 1252;
    }

    private static readonly (int Page, string[] Languages)[] CodePages =
    [
        (874, ["Thai"]),
        (932, ["Japanese"]),
        (936, ["Chinese_PRC", "Chinese_Simplified"]),
        (949, ["Korean"]),
        (950, ["Chinese_Taiwan", "Chinese_Hong_Kong", "Chinese_Traditional"]),
        (
            1250,
            [
                "Albanian",
                "Bosnian_Latin",
                "Croatian",
                "Czech",
                "Hungarian",
                "Polish",
                "Romanian",
                "Serbian_Latin",
                "Slovak",
                "Slovenian",
                "Turkmen",
            ]
        ),
        (1251, ["Bashkir", "Bosnian_Cyrillic", "Cyrillic", "Kazakh", "Macedonian", "Serbian_Cyrillic", "Tatar", "Ukrainian", "Yakut"]),
        (1253, ["Greek"]),
        (1254, ["Azeri_Latin", "Turkish", "Uzbek_Latin"]),
        (1255, ["Hebrew"]),
        (1256, ["Arabic", "Dari", "Persian", "Uighur", "Urdu"]),
        (1257, ["Estonian", "Latvian", "Lithuanian"]),
        (1258, ["Vietnamese"]),
    ];

    private static bool IsShaped(string name) =>
        name.Contains("_C", StringComparison.OrdinalIgnoreCase) || name.Contains("_BIN", StringComparison.OrdinalIgnoreCase);
}
