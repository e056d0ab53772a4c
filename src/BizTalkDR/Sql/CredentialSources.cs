using System.Security;
using System.Text;

namespace BizTalkDR.Sql;

/// <summary>
/// Credentials from the environment variables <c>BTSDR_CREDENTIAL_&lt;REFERENCE&gt;_USER</c> and <c>..._PASSWORD</c>; in the reference,
/// letters are upper-cased and everything but letters and digits becomes an underscore.
/// </summary>
public sealed class EnvironmentCredentialSource : ICredentialSource
{
    /// <inheritdoc/>
    public InstanceCredential? Find(string reference)
    {
        var (userVariable, passwordVariable) = Variables(reference);
        var user = Environment.GetEnvironmentVariable(userVariable);
        var password = Environment.GetEnvironmentVariable(passwordVariable);
        return string.IsNullOrEmpty(user) || password is null ? null : new InstanceCredential(user!, Secure(password));
    }

    /// <summary>The variables that are read for a credential of that name: the login's and the password's.</summary>
    public static (string User, string Password) Variables(string reference)
    {
        if (reference is null)
            throw new ArgumentNullException(nameof(reference));
        var prefix = "BTSDR_CREDENTIAL_" + VariableName(reference);
        return (prefix + "_USER", prefix + "_PASSWORD");
    }

    private static string VariableName(string reference)
    {
        var name = new StringBuilder(reference.Length);
        foreach (var character in reference)
            name.Append(char.IsLetterOrDigit(character) ? char.ToUpperInvariant(character) : '_');
        return name.ToString();
    }

    private static SecureString Secure(string password)
    {
        var secure = new SecureString();
        foreach (var character in password)
            secure.AppendChar(character);
        return secure;
    }
}

/// <summary>Credentials held in memory by name; names are compared without regard to case.</summary>
/// <param name="credentials">The credentials by reference.</param>
public sealed class CredentialTable(IEnumerable<KeyValuePair<string, InstanceCredential>> credentials) : ICredentialSource
{
    private readonly Dictionary<string, InstanceCredential> known = credentials.ToDictionary(
        pair => pair.Key,
        pair => pair.Value,
        StringComparer.OrdinalIgnoreCase
    );

    /// <inheritdoc/>
    public InstanceCredential? Find(string reference) => known.TryGetValue(reference, out var credential) ? credential : null;
}

/// <summary>Asks several sources in order; the first that knows the credential gives it.</summary>
/// <param name="sources">The sources, most trusted first.</param>
public sealed class CredentialChain(params ICredentialSource[] sources) : ICredentialSource
{
    /// <inheritdoc/>
    public InstanceCredential? Find(string reference) =>
        sources.Select(source => source.Find(reference)).FirstOrDefault(credential => credential is not null);
}
