using BizTalkDR.Logins.Import;

namespace BizTalkDR.Logins.Comparison;

/// <summary>What an import would do to a login, as a finding.</summary>
internal static class LoginJudge
{
    public static LoginTestResult Judge(LoginImport import)
    {
        var state = import.State switch
        {
            LoginImportState.Missing => LoginTestState.Missing,
            LoginImportState.NotMovable => LoginTestState.NotMovable,
            LoginImportState.Refused when import.ErrorId == "OtherSid" => LoginTestState.OtherSid,
            LoginImportState.Refused when import.ErrorId == "SidInUse" => LoginTestState.OtherName,
            LoginImportState.Refused => LoginTestState.Refused,
            LoginImportState.Present when import.Notes.Count == 0 => LoginTestState.Same,
            _ => LoginTestState.Different,
        };
        return new LoginTestResult
        {
            State = state,
            Subject = LoginTestSubject.Login,
            Instance = import.Instance,
            Name = import.Login,
            Sid = import.Sid,
            Differences = Differences(import, state),
            Remedy =
                import.Remedy
                ?? state switch
                {
                    LoginTestState.Missing => "Import-BtsLogin creates it.",
                    LoginTestState.Different when import.Changes.Count > 0 => "Import-BtsLogin brings it up to date.",
                    _ => null,
                },
        };
    }

    private static IReadOnlyList<string> Differences(LoginImport import, LoginTestState state) =>
        state switch
        {
            LoginTestState.Same => [],
            LoginTestState.Missing => ["it is not there", .. import.Notes],
            _ when import.Detail is { } detail => [detail],
            _ => [.. import.Changes.Select(change => $"lacks: {change}"), .. import.Notes],
        };
}
