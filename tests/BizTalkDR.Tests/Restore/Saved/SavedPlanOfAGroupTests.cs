using System.IO;
using BizTalkDR.DatabaseSets;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Running;
using BizTalkDR.Restore.Saved;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Tests.Sides;
using BizTalkDR.Topologies;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Tests.Restore.Saved;

/// <summary>A whole group on two instances: the plan is made, reviewed as JSON or T-SQL, and run.</summary>
public sealed class SavedPlanOfAGroupTests
{
    [Fact]
    public async Task A_plan_that_was_saved_and_reviewed_brings_every_database_of_a_group_to_its_mark()
    {
        await using var sides = await SandboxSides.CreateAsync();
        var made = await Plan(sides, RestoreStart.Auto);
        var file = Path.GetTempFileName();
        RestorePlanFile.Save(made, file);
        await sides.Sandbox.Workload.WriteAsync(2);
        await sides.BackUpAsync();

        var plan = RestorePlanFile.Load(file);
        File.Delete(file);
        Assert.Empty(new PlanChecker(sides.Connector).Check(plan, sides.Topology).Changes);
        new RestoreRunner(sides.Connector).Run(plan, sides.Topology).ThrowIfFailed();

        IsAtMark(sides, plan);
    }

    [Fact]
    public async Task Log_shipping_that_went_on_refuses_the_plan_for_every_database_it_moved()
    {
        await using var sides = await SandboxSides.CreateAsync();
        var plan = await Plan(sides, RestoreStart.Auto);
        await sides.RoundAsync();

        var changes = new PlanChecker(sides.Connector).Check(plan, sides.Topology).Changes;

        Assert.Equal(plan.Databases.Count, changes.Count);
        Assert.All(changes, change => Assert.Equal(PlanChangeKind.Position, change.Kind));
    }

    [Theory]
    [InlineData(RestoreStart.Auto)]
    [InlineData(RestoreStart.StartOver)]
    public async Task The_scripts_of_all_instances_are_TSQL_and_run_in_turn_reach_the_mark(RestoreStart start)
    {
        await using var sides = await SandboxSides.CreateAsync();
        var plan = await Plan(sides, start);
        var scripts = plan.ToScripts();

        Assert.Equal(sides.Topology.Destination.Select(instance => instance.Name).Order(), scripts.Keys.Order());
        foreach (var script in scripts)
        {
            Assert.NotEmpty(Scripts.Statements(script.Value));
            sides.Execute(script.Key, script.Value);
        }
        foreach (var script in scripts)
            sides.Execute(script.Key, Scripts.Recovering(script.Value));

        IsAtMark(sides, plan);
    }

    private static async Task<RestorePlan> Plan(SandboxSides sides, RestoreStart start)
    {
        for (var round = 0; round < 3; round++)
            await sides.RoundAsync();
        var situation = new RestoreSituationReader(sides.Connector).Read(sides.Topology);
        var plan = situation.Plan(situation.Wish() with { Start = start }).Require();
        return plan with { Origin = RestorePlanOrigin.Of(plan, sides.Topology, InstanceSide.Destination, situation.Directory) };
    }

    private static void IsAtMark(SandboxSides sides, RestorePlan plan)
    {
        var verification = new DatabaseSetVerifier(sides.Connector).Verify(
            sides.Topology,
            [.. plan.Databases.Select(database => database.Target.Key)],
            plan.Mark!.Name
        );
        Assert.True(verification.IsConsistent, string.Join(" ", verification.Differences));
    }
}
