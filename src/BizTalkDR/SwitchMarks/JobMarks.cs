using BizTalkDR.Sql;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.SwitchMarks;

/// <summary>
/// The marks of jobs whose description has no room for one: extended properties of msdb, where the job lives too. What the site wrote into the
/// description is never cut.
/// </summary>
internal static class JobMarks
{
    /// <summary>What the property of a job is called; the query of the jobs finds it by that.</summary>
    public static string PropertyName(Guid job) => "BizTalkDR job " + job.ToString("D").ToUpperInvariant();

    /// <summary>Marks a job, before it is disabled.</summary>
    /// <param name="connection">To msdb of its instance.</param>
    /// <param name="job">The job's id.</param>
    /// <param name="mark">The mark.</param>
    /// <exception cref="SqlException">The login may not: it needs to be a member of sysadmin, or to own msdb.</exception>
    public static void Add(SqlConnection connection, Guid job, SwitchMark mark) =>
        SqlQuery.Execute(connection, SqlText.Load(typeof(JobMarks), "AddJobMark"), ("@name", PropertyName(job)), ("@value", mark.Text));

    /// <summary>Takes a job's mark away.</summary>
    /// <exception cref="SqlException">The login may not.</exception>
    public static void Remove(SqlConnection connection, Guid job) =>
        SqlQuery.Execute(connection, SqlText.Load(typeof(JobMarks), "RemoveMark"), ("@name", PropertyName(job)));
}
