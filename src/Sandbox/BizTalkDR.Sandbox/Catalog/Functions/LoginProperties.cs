using BizTalkDR.Sandbox.Catalog.Declarations;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Catalog.Functions;

/// <summary>The values of LOGINPROPERTY.</summary>
internal static class LoginProperties
{
    internal static object? Get(SqlSession session, IReadOnlyList<object?> given)
    {
        if (session.Instance.Logins.Find(Function.Text(given[0]) ?? "") is not { } login)
            return null;
        return Function.Text(given[1])?.ToUpperInvariant() switch
        {
            "BADPASSWORDCOUNT" => 0,
            "BADPASSWORDTIME" or "LOCKOUTTIME" => new DateTime(1900, 1, 1),
            "DAYSUNTILEXPIRATION" => null,
            "DEFAULTDATABASE" => login.DefaultDatabase,
            "DEFAULTLANGUAGE" => login.DefaultLanguage,
            "HISTORYLENGTH" or "ISEXPIRED" or "ISLOCKED" => 0,
            "ISMUSTCHANGE" => PrincipalFunctions.Flag(login.MustChangePassword),
            "PASSWORDHASH" => login.PasswordHash,
            "PASSWORDHASHALGORITHM" => login.PasswordHash is null ? null : 2,
            "PASSWORDLASTSETTIME" => login.PasswordHash is null ? null : login.PasswordSetDate,
            _ => null,
        };
    }
}
