namespace BizTalkDR.Sandbox.Errors;

/// <summary>Messages of SQL Server Agent procedures in msdb.</summary>
internal static class AgentMessages
{
    internal static readonly IReadOnlyDictionary<int, MessageText> Texts = new Dictionary<int, MessageText>
    {
        [14205] = new(0, "(unknown)"),
        [14226] = new(0, "{0} history entries purged."),
        [14234] = new(16, "The specified '{0}' is invalid (valid values are returned by {1})."),
        [14243] = new(0, "Job '{0}' started successfully."),
        [14254] = new(0, "Job '{0}' stopped successfully."),
        [14256] = new(
            16,
            "Cannot start the job \"{0}\" (ID {1}) because it does not have any job server(s) defined. "
                + "Associate the job with a job server by calling sp_add_jobserver."
        ),
        [14257] = new(
            16,
            "Cannot stop the job \"{0}\" (ID {1}) because it does not have any job server(s) defined. "
                + "Associate the job with a job server by calling sp_add_jobserver."
        ),
        [14261] = new(16, "The specified {0} ('{1}') already exists."),
        [14262] = new(16, "The specified {0} ('{1}') does not exist."),
        [14266] = new(16, "The specified '{0}' is invalid (valid values are: {1})."),
        [14269] = new(16, "Job '{0}' is already targeted at server '{1}'."),
        [14270] = new(16, "Job '{0}' is not currently targeted at server '{1}'."),
        [14274] = new(16, "Cannot add, update, or delete a job (or its steps or schedules) that originated from an MSX server."),
        [14278] = new(16, "The schedule for this job is invalid (reason: {0})."),
        [14293] = new(16, "There are two or more jobs named '{0}'. Specify {1} instead of {2} to uniquely identify the job."),
        [14294] = new(16, "Supply either {0} or {1} to identify the job."),
        [14371] = new(16, "There are two or more schedules named \"{0}\". Specify {1} instead of {2} to uniquely identify the schedule."),
        [14372] = new(16, "The schedule was not deleted because it is being used by one or more jobs."),
        [14373] = new(16, "Supply either {0} or {1} to identify the schedule."),
        [14374] = new(16, "The specified schedule name \"{0}\" is not associated with the job \"{1}\"."),
        [14549] = new(0, "(Description not requested.)"),
        [22022] = new(16, "SQLServerAgent Error: {0}"),
    };
}
