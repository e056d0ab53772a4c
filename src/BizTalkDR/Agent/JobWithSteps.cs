namespace BizTalkDR.Agent;

/// <summary>A job, its steps, and what they call.</summary>
/// <param name="Job">The job.</param>
/// <param name="Steps">Its steps.</param>
/// <param name="Calls">The calls of its steps, and those of the site's own procedures that they call.</param>
internal sealed record JobWithSteps(AgentJob Job, IReadOnlyList<JobStep> Steps, IReadOnlyList<StepCall> Calls);
