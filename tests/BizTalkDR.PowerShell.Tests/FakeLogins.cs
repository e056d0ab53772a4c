using BizTalkDR.Logins;
using BizTalkDR.Logins.Comparison;
using BizTalkDR.Logins.Definitions;
using BizTalkDR.Logins.Import;
using BizTalkDR.Logins.Repair;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests;

/// <summary>Logins whose answers a test sets, and which remember what they were told to do.</summary>
internal sealed class FakeLogins : ILoginTransfer
{
    public List<string> Done { get; } = [];
    public LoginExport Exported { get; set; } =
        new()
        {
            Instances =
            [
                new LoginExportInstance
                {
                    Name = "PROD1",
                    Logins =
                    [
                        new LoginDefinition
                        {
                            Name = @"CONTOSO\App",
                            Sid = "0x0102",
                            Kind = LoginKind.WindowsUser,
                        },
                    ],
                },
            ],
        };
    public LoginSelection? Selection { get; private set; }
    public LoginImportOptions? Options { get; private set; }
    public UserRepairOptions? RepairOptions { get; private set; }
    public LoginImportPlan Planned { get; set; } = new();
    public LoginComparison Comparison { get; set; } = new();
    public IReadOnlyList<UserRepair> Orphans { get; set; } = [];
    public Exception? Failure { get; set; }

    public LoginExport Export(Topology topology, LoginSelection selection, CancellationToken cancellationToken)
    {
        Selection = selection;
        return Failure is null ? Exported : throw Failure;
    }

    public LoginImportPlan Plan(Topology topology, LoginExport logins, LoginImportOptions options, CancellationToken cancellationToken)
    {
        Options = options;
        return Planned;
    }

    public LoginImport Import(Topology topology, LoginImport login, CancellationToken cancellationToken)
    {
        if (Failure is not null)
            throw Failure;
        Done.Add($"import {login.Login} on {login.Instance}");
        return login with { State = LoginImportState.Created, Changed = true };
    }

    public LoginComparison Test(Topology topology, LoginExport logins, LoginImportOptions options, CancellationToken cancellationToken)
    {
        Options = options;
        return Comparison;
    }

    public IReadOnlyList<UserRepair> FindOrphans(Topology topology, UserRepairOptions options, CancellationToken cancellationToken)
    {
        RepairOptions = options;
        return Orphans;
    }

    public UserRepair Repair(Topology topology, UserRepair orphan, CancellationToken cancellationToken)
    {
        Done.Add($"tie {orphan.User} of {orphan.Database} to {orphan.Login}");
        return orphan with { State = UserRepairState.Repaired };
    }
}
