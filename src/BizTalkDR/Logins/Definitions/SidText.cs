using BizTalkDR.Text;

namespace BizTalkDR.Logins.Definitions;

/// <summary>Security identifiers as text, and what they say of an account.</summary>
internal static class SidText
{
    private const int HeaderLength = 8;

    public static string Of(object? sid) => sid is byte[] bytes ? Hexadecimal.Of(bytes) : "";

    /// <summary>
    /// What kind of account every Windows has for itself, by the first part of the identifier behind S-1-5: names are translated, these are not
    /// (https://learn.microsoft.com/windows/win32/secauthz/well-known-sids). Null for accounts of a domain or a computer.
    /// </summary>
    public static string? BuiltIn(string sid) =>
        FirstPart(sid) switch
        {
            18 or 19 or 20 => "is an account of Windows that each computer has for itself",
            32 => "is a group that each Windows has for itself (BUILTIN)",
            80 => "is the account of a service on its computer (NT SERVICE)",
            82 => "is the account of an application pool of IIS on its computer",
            83 => "is the account of a virtual machine on its computer",
            _ => null,
        };

    // Revision 1, count, six bytes of authority (5: NT), then parts of four bytes each, the low byte first.
    private static int? FirstPart(string sid)
    {
        if (!Hexadecimal.Is(sid) || sid.Length < 2 + 2 * (HeaderLength + 4))
            return null;
        int At(int index) => Digit(sid[2 + 2 * index]) * 16 + Digit(sid[3 + 2 * index]);
        var isNt = At(0) == 1 && At(7) == 5 && Enumerable.Range(2, 5).All(index => At(index) == 0);
        return isNt && At(10) == 0 && At(11) == 0 ? At(8) | At(9) << 8 : null;
    }

    private static int Digit(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
