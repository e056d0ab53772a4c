using BizTalkDR.Databases;

namespace BizTalkDR.Runbook.Failback.Record;

/// <summary>What a step left a database as.</summary>
/// <param name="Step">The step's number.</param>
/// <param name="TimeUtc">When it was read, right after the step's act.</param>
/// <param name="Condition">What the database was like.</param>
public sealed record LeftDatabase(int Step, DateTime TimeUtc, DatabaseCondition Condition);
