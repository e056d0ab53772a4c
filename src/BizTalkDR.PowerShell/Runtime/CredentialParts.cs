using System.Management.Automation;
using System.Security;

namespace BizTalkDR.PowerShell.Runtime;

/// <summary>What a PSCredential holds.</summary>
/// <param name="UserName">The login.</param>
/// <param name="Password">Its password.</param>
internal sealed record CredentialParts(string UserName, SecureString Password)
{
    public static CredentialParts Of(PSCredential credential) => new(credential.UserName, credential.Password);
}
