using System.Collections;
using System.Management.Automation;
using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Runtime;

namespace BizTalkDR.PowerShell.Base;

/// <summary>What -Credential takes: a hashtable of names and credentials.</summary>
internal static class CredentialTableArgument
{
    /// <summary>The credentials by name; none where nothing was given.</summary>
    /// <exception cref="BizTalkDRException"><c>CredentialNotUsable</c>: a value is no credential.</exception>
    public static Dictionary<string, CredentialParts> Read(Hashtable? given)
    {
        var credentials = new Dictionary<string, CredentialParts>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in given ?? [])
        {
            if (entry.Value is null || Unwrapped.Of(entry.Value) is not PSCredential credential)
                throw new BizTalkDRException(
                    "CredentialNotUsable",
                    ErrorKind.Configuration,
                    $"-Credential: the value of '{entry.Key}' is not a credential."
                )
                {
                    Remedy = "Give a hashtable of names and credentials: -Credential @{ dr = Get-Credential }.",
                };
            credentials[entry.Key.ToString()!] = CredentialParts.Of(credential);
        }
        return credentials;
    }
}
