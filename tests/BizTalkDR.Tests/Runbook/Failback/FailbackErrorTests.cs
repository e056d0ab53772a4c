using BizTalkDR.Errors;
using BizTalkDR.Runbook;
using BizTalkDR.Sandbox.Platform;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Tests.Runbook.Failback;

/// <summary>What goes wrong inside a step says what was being done, where, and the way on; whoever reads it never meets SqlClient's own exception.</summary>
public sealed class FailbackErrorTests
{
    [Fact]
    public async Task A_statement_that_fails_is_an_error_with_step_act_place_number_and_remedy()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.RunUpTo(9);
        sides.Sandbox.Host.Faults.Add(new Fault(FaultPoint.Alter, "PROD-SQL2", "ContosoOrders"));

        var last = sides.Run((_, _) => true)[^1];

        var error = Assert.IsType<BizTalkDRException>(last.Error);
        Assert.Equal((9, StepStatus.Failed), (last.Number, last.Status));
        Assert.Equal(("StepFailed", "PROD-SQL2", "ContosoOrders"), (error.ErrorId, error.Server, error.Database));
        Assert.NotNull(error.SqlErrorNumber);
        Assert.Contains(
            "'Open for use (READ_WRITE, MULTI_USER)' for [ContosoOrders] on PROD-SQL2",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("go on with the run", error.Remedy, StringComparison.Ordinal);
        Assert.IsType<SqlException>(error.InnerException);
    }

    [Fact]
    public async Task While_a_run_goes_on_nothing_of_the_group_is_changed_from_another_session()
    {
        await using var sides = await FailbackSides.CreateAsync();
        var other = new DisasterRecovery(sides.Connector);
        var job = other.ReadJobs(sides.Topology, "PROD-SQL1", default).First(each => each.Kind == BizTalkDR.Agent.JobKind.Backup);
        BizTalkDR.Topologies.DatabaseKey[] databases = [new("DR-SQL1", "SSODB")];
        var situation = other.ReadSituation(sides.Topology, new BizTalkDR.Restore.Situation.RestoreSituationOptions(), default);
        var plan = situation.Plan(situation.Wish()).Require();
        var refused = new List<OperatorLockException>();

        void Refuse(Action act) => refused.Add(Assert.Throws<OperatorLockException>(act));

        sides.Run(
            (step, _) =>
            {
                Refuse(() => other.SetEnabled(sides.Topology, job, false, default));
                Refuse(() => other.SetEnabled(sides.Topology, job, true, default));
                Refuse(() => other.Remove(sides.Topology, databases, new(), default));
                Refuse(() =>
                    other.Back(
                        sides.Topology,
                        databases,
                        new() { Folder = "x" },
                        new Progress<BizTalkDR.DatabaseSets.DatabaseSetProgress>(),
                        default
                    )
                );
                Refuse(() => other.Restore(sides.Topology, plan, new(), null!, default));
                Refuse(() => other.RequireNoOperator(sides.Topology, default));
                return false;
            }
        );

        Assert.Equal(6, refused.Count);
        Assert.All(refused, each => Assert.Contains(Environment.MachineName, each.Holder));
        Assert.False(other.SetEnabled(sides.Topology, job, false, default).IsEnabled);
        other.RequireNoOperator(sides.Topology, default);
    }
}
