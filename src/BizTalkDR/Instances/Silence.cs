using BizTalkDR.Errors;

namespace BizTalkDR.Instances;

/// <summary>Why instances could not be asked, in a clause: one that refuses the login does answer.</summary>
internal static class Silence
{
    /// <summary>SQL01 refuses the login; SQL02 and SQL03 do not answer.</summary>
    /// <param name="identities">The instances; those that were asked are passed over.</param>
    public static string Of(IEnumerable<InstanceIdentity> identities) =>
        string.Join(
            "; ",
            identities
                .Where(identity => identity.Failure is not null)
                .Select(identity => (identity.Instance.Name, Clause: Clause(identity.Failure!)))
                .GroupBy(each => each.Clause, each => each.Name)
                .Select(group => $"{string.Join(" and ", group)} {(group.Skip(1).Any() ? group.Key.OfSeveral : group.Key.OfOne)}")
        );

    /// <summary>The same of one instance.</summary>
    /// <param name="instance">Its name in the topology.</param>
    /// <param name="failure">What came of asking it.</param>
    public static string Of(string instance, BizTalkDRException failure) => $"{instance} {Clause(failure).OfOne}";

    private static (string OfOne, string OfSeveral) Clause(BizTalkDRException failure) =>
        failure.ErrorId switch
        {
            "LoginFailed" => ("refuses the login", "refuse the login"),
            "CredentialNotFound" => ("is not asked, as its credential is not known", "are not asked, as their credentials are not known"),
            "CertificateNotTrusted" => ("has a certificate that is not trusted", "have certificates that are not trusted"),
            _ => ("does not answer", "do not answer"),
        };
}
