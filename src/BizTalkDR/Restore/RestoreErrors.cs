using BizTalkDR.Errors;

namespace BizTalkDR.Restore;

/// <summary>The errors of a running restore.</summary>
internal static class RestoreErrors
{
    public static void ThrowIfFailed(RestoreOutcome outcome)
    {
        if (outcome.Succeeded)
            return;
        var failed = outcome.Databases.Where(database => database.Error is not null).ToList();
        if (failed.Count == 0 && outcome.WasCancelled)
            throw new OperationCanceledException(
                "The restore was cancelled; the databases that were begun are RESTORING and can be continued."
            );
        var first = failed.Select(database => database.Error!).FirstOrDefault();
        var lines = failed.Select(database => $"\n- {database.Instance}/{database.Database}: {database.Error!.Message}");
        throw new DatabaseSetException(
            first?.ErrorId ?? "RestoreIncomplete",
            first?.Kind ?? ErrorKind.Operation,
            $"{failed.Count} of {outcome.Databases.Count} databases did not end as planned, so none was recovered:" + string.Concat(lines),
            first
        )
        {
            Server = first?.Server,
            Database = first?.Database,
            Remedy = first?.Remedy,
            DocumentationUri = first?.DocumentationUri,
            SqlErrorNumber = first?.SqlErrorNumber,
        };
    }
}
