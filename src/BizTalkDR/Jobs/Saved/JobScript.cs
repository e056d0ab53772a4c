using BizTalkDR.Jobs.Definitions;
using BizTalkDR.Jobs.Import;
using BizTalkDR.Sql;

namespace BizTalkDR.Jobs.Saved;

/// <summary>The jobs as T-SQL, to be run where the module is not: each instance's part on the instance that takes its databases.</summary>
public static class JobScript
{
    /// <summary>The script.</summary>
    public static string Write(JobExport jobs)
    {
        if (jobs is null)
            throw new ArgumentNullException(nameof(jobs));
        List<string> lines =
        [
            $"-- {Line(jobs.ToString())}, by BizTalkDR {jobs.ModuleVersion}.",
            "-- Run each part in one go on the instance that takes the databases of its source. Names of servers and databases in the",
            "-- steps are the source's. The jobs are made disabled; enable them once their databases are online: the statements for that",
            "-- stand at the end of each part. Never enable, schedule or start MessageBox_Message_Cleanup.",
            "SET XACT_ABORT ON;",
            .. jobs.Instances.SelectMany(Part),
        ];
        return string.Join(Environment.NewLine, lines) + Environment.NewLine;
    }

    private static IEnumerable<string> Part(JobExportInstance instance) =>
        [
            "",
            $"-- Jobs of {Line(instance.Name)}",
            .. instance.Jobs.SelectMany(Job),
            "",
            "-- When the databases are online:",
            .. instance
                .Jobs.Where(job => job.IsEnabled && !JobCalls.IsNeverStarted(job))
                .Select(job => $"-- {Line(JobCalls.Enable(job, true).Text)}"),
        ];

    private static IEnumerable<string> Job(JobDefinition job)
    {
        yield return "";
        yield return $"-- {Line(job.Name)}";
        if (job.Category is { } category)
        {
            var name = SqlIdentifier.Literal(category);
            yield return $"IF NOT EXISTS (SELECT * FROM msdb.dbo.syscategories WHERE category_class = 1 AND name = {name})";
            yield return $"    {new JobCall("sp_add_category", [("@class", "JOB"), ("@type", "LOCAL"), ("@name", category)]).Text}";
        }
        foreach (var call in JobCalls.Create(job, job.Owner, makesCategory: false))
            yield return call.Text;
    }

    // A title may have lines of its own.
    private static string Line(string text) => text.Replace('\r', ' ').Replace('\n', ' ');
}
