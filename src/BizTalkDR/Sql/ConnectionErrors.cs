using System.Globalization;
using BizTalkDR.Errors;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Sql;

/// <summary>Turns failed logins into errors that say what to do.</summary>
internal static class ConnectionErrors
{
    /// <summary>
    /// Whether it is tried again: network errors and timeouts that a second attempt may heal. A refused login (18456, 4060) is never tried again: it could lock the
    /// account out, and a certificate that is not trusted stays so.
    /// </summary>
    public static bool IsTransient(SqlException exception) =>
        exception.Number
            is SqlMessages.Timeout
                or 121
                or SqlMessages.LockTimeout
                or SqlMessages.Deadlock
                or 10053
                or 10054
                or 10060
                or 17142
                or 17197;

    public static InstanceConnectionException MissingCredential(InstanceReference instance, string reference)
    {
        var (user, password) = EnvironmentCredentialSource.Variables(reference);
        return new("CredentialNotFound", $"The credential '{reference}' that {instance.Name} logs in with is not known.")
        {
            Server = instance.Name,
            Remedy =
                $"Give it with -Credential @{{ '{reference.Replace("'", "''")}' = Get-Credential }}, or set the environment variables {user} and {password}.",
        };
    }

    public static InstanceConnectionException Describe(InstanceReference instance, string? database, Exception cause)
    {
        var number = (cause as SqlException)?.Number;
        var (id, remedy) = number switch
        {
            18456 or 18452 => ("LoginFailed", "Check the credential of this instance, and that its login exists and is enabled."),
            4060 or 911 => (
                "DatabaseNotAccessible",
                $"Check that database '{database ?? "master"}' exists, is online, and that the login may use it."
            ),
            _ when IsCertificate(cause) => (
                "CertificateNotTrusted",
                "Install a certificate that this computer trusts, or accept it knowingly with trustServerCertificate."
            ),
            _ => ("InstanceUnreachable", $"Check the address '{instance.Address}', the network, the firewall, and that the instance runs."),
        };
        return new InstanceConnectionException(
            id,
            string.Format(CultureInfo.InvariantCulture, "Can't connect to {0} ({1}): {2}", instance.Name, instance.Address, cause.Message),
            cause
        )
        {
            Server = instance.Name,
            Database = database,
            SqlErrorNumber = number,
            Remedy = remedy,
            DocumentationUri = id == "CertificateNotTrusted" ? Documentation.ConnectionEncryption : null,
        };
    }

    private static bool IsCertificate(Exception cause)
    {
        for (Exception? inner = cause; inner is not null; inner = inner.InnerException)
        {
            if (inner is System.Security.Authentication.AuthenticationException)
                return true;
        }
        return cause.Message.Contains("certificate");
    }
}
