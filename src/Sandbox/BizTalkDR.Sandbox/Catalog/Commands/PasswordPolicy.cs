using BizTalkDR.Sandbox.Errors;

namespace BizTalkDR.Sandbox.Catalog.Commands;

/// <summary>The Windows password policy that CHECK_POLICY = ON holds passwords to.</summary>
internal static class PasswordPolicy
{
    private const int MinimumLength = 8;
    private const int MinimumKinds = 3;
    private const int MaximumLength = 128;

    /// <summary>Throws 15116 when the password is too short, 15117 when too long, 15118 when not complex enough.</summary>
    internal static void Check(string login, string password)
    {
        if (password.Length < MinimumLength)
            throw MessageCatalog.Error(15116);
        if (password.Length > MaximumLength)
            throw MessageCatalog.Error(15117);
        var kinds = new[]
        {
            password.Any(char.IsUpper),
            password.Any(char.IsLower),
            password.Any(char.IsDigit),
            password.Any(character => !char.IsLetterOrDigit(character)),
        };
        if (kinds.Count(found => found) < MinimumKinds || password.Contains(login, StringComparison.OrdinalIgnoreCase))
            throw MessageCatalog.Error(15118);
    }
}
