using System.Text.RegularExpressions;
using BizTalkDR.Campaign.Worlds;
using BizTalkDR.Sandbox.Platform;

namespace BizTalkDR.Campaign.Attempts;

/// <summary>Where a process is killed: from a step on, before or after a statement or a service's request.</summary>
/// <param name="Step">The step from which on statements are counted.</param>
/// <param name="Passes">How many of them go well.</param>
/// <param name="IsAct">Only statements that change something are counted; else all.</param>
/// <param name="Moment">Before or after it.</param>
/// <param name="Effect">What happens there: the process dies with all its connections, one connection is cut, or the instance stops.</param>
internal sealed partial record KillPoint(int Step, int Passes, bool IsAct, FaultMoment Moment, FaultEffect Effect = FaultEffect.Cut)
{
    /// <summary>Whether only the connection or the instance dies, and the process sees it.</summary>
    public bool SparesProcess { get; init; }

    /// <summary>Steps 5 and 9 send no statements: there the requests to services count.</summary>
    private bool IsAtServices => Step is 5 or 9 && !SparesProcess;

    /// <summary>A point anywhere in a failback.</summary>
    public static KillPoint Any(Random random) => From(random, random.Next(1, 13));

    /// <summary>A point from one of these steps on.</summary>
    public static KillPoint From(Random random, params int[] steps)
    {
        var isAct = random.Next(3) != 0;
        return new KillPoint(
            steps[random.Next(steps.Length)],
            isAct ? random.Next(14) : random.Next(90),
            isAct,
            random.Next(2) == 0 ? FaultMoment.Before : FaultMoment.After
        );
    }

    /// <summary>Plants it.</summary>
    /// <param name="world">Where.</param>
    /// <param name="kill">Kills the process, told where.</param>
    public Fault Plant(World world, Action<FaultSite> kill)
    {
        var fault = IsAtServices
            ? new Fault(FaultPoint.Service) { Effect = FaultEffect.Watch, Passes = Passes % 5 }
            : new Fault(FaultPoint.Statement, Subject: "BizTalkDR")
            {
                Effect = Effect,
                Moment = Moment,
                Passes = Passes,
                Where = IsAct ? site => Acts().IsMatch(site.Text) : null,
            };
        fault = fault with { Then = kill };
        world.Host.Faults.Add(fault);
        return fault;
    }

    [GeneratedRegex(
        @"^\s*(BACKUP|RESTORE\s+(DATABASE|LOG)|DROP|ALTER|CREATE\s+DATABASE|INSERT|UPDATE|DELETE|EXEC(UTE)?\b.*(sp_update_job|sp_start_job|sp_stop_job|sp_ForceFullBackup|sp_LogShippingClean))",
        RegexOptions.IgnoreCase | RegexOptions.Singleline
    )]
    private static partial Regex Acts();
}
