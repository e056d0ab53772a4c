namespace BizTalkDR.BackupMedia.Configuration;

/// <summary>
/// Collations as files hold them: the code of the TDS protocol (MS-TDS, "Collation Rule Definition": 20 bits locale, then ignore case, accent, kana,
/// width, then the two binary sorts, then 4 bits version) and a sort order, which is 0 for Windows collations. Only codes with one certain name are
/// translated.
/// </summary>
internal static class CollationCode
{
    private const uint IgnoreCase = 1 << 20;
    private const uint IgnoreAccent = 1 << 21;
    private const uint IgnoreKana = 1 << 22;
    private const uint IgnoreWidth = 1 << 23;
    private const uint Binary = 1 << 24;
    private const uint Binary2 = 1 << 25;
    private const uint LocaleMask = 0xFFFFF;
    private const uint EnglishUnitedStates = 0x409;
    private const int VersionShift = 28;

    private static readonly Dictionary<byte, string> SortOrders = new()
    {
        [50] = "SQL_Latin1_General_CP1_BIN",
        [51] = "SQL_Latin1_General_CP1_CS_AS",
        [52] = "SQL_Latin1_General_CP1_CI_AS",
        [53] = "SQL_Latin1_General_Pref_CP1_CI_AS",
        [54] = "SQL_Latin1_General_CP1_CI_AI",
    };

    private static readonly Dictionary<(uint Locale, uint Version), string> Locales = new()
    {
        [(EnglishUnitedStates, 0)] = "Latin1_General",
        [(EnglishUnitedStates, 2)] = "Latin1_General_100",
        [(0x404, 0)] = "Chinese_Taiwan_Stroke",
        [(0x405, 0)] = "Czech",
        [(0x406, 0)] = "Danish_Norwegian",
        [(0x408, 0)] = "Greek",
        [(0x40B, 0)] = "Finnish_Swedish",
        [(0x40C, 0)] = "French",
        [(0x40E, 0)] = "Hungarian",
        [(0x411, 0)] = "Japanese",
        [(0x412, 0)] = "Korean_Wansung",
        [(0x415, 0)] = "Polish",
        [(0x418, 0)] = "Romanian",
        [(0x419, 0)] = "Cyrillic_General",
        [(0x41E, 0)] = "Thai",
        [(0x41F, 0)] = "Turkish",
        [(0x42A, 0)] = "Vietnamese",
        [(0x804, 0)] = "Chinese_PRC",
        [(0xC0A, 0)] = "Modern_Spanish",
    };

    public static string? NameOf(uint code, byte sortOrder)
    {
        if (sortOrder != 0)
            return SortOrders.TryGetValue(sortOrder, out var name) ? name : null;
        if (!Locales.TryGetValue((code & LocaleMask, code >> VersionShift), out var locale))
            return null;
        if ((code & Binary2) != 0)
            return locale + "_BIN2";
        if ((code & Binary) != 0)
            return locale + "_BIN";
        return locale
            + ((code & IgnoreCase) != 0 ? "_CI" : "_CS")
            + ((code & IgnoreAccent) != 0 ? "_AI" : "_AS")
            + ((code & IgnoreKana) != 0 ? "" : "_KS")
            + ((code & IgnoreWidth) != 0 ? "" : "_WS");
    }

    /// <summary>Code and sort order of a collation; zeros for one that has no code here.</summary>
    public static (uint Code, byte SortOrder) Of(string? name)
    {
        foreach (var sortOrder in SortOrders)
        {
            if (!string.Equals(sortOrder.Value, name, StringComparison.OrdinalIgnoreCase))
                continue;
            var caseBit = sortOrder.Key is 50 or 51 ? 0 : IgnoreCase;
            var accentBit = sortOrder.Key == 54 ? IgnoreAccent : 0;
            var rest = sortOrder.Key == 50 ? Binary : IgnoreKana | IgnoreWidth;
            return (EnglishUnitedStates | caseBit | accentBit | rest, sortOrder.Key);
        }
        foreach (var locale in Locales.Keys)
        {
            for (uint bits = 0; bits < 64; bits++)
            {
                var code = locale.Locale | locale.Version << VersionShift | bits << 20;
                if (string.Equals(NameOf(code, 0), name, StringComparison.OrdinalIgnoreCase))
                    return (code, 0);
            }
        }
        return default;
    }
}
