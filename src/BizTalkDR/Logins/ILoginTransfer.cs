using BizTalkDR.Logins.Comparison;
using BizTalkDR.Logins.Definitions;
using BizTalkDR.Logins.Import;
using BizTalkDR.Logins.Repair;
using BizTalkDR.Topologies;

namespace BizTalkDR.Logins;

/// <summary>All that is done about the logins of a group.</summary>
public interface ILoginTransfer
{
    /// <summary>Reads the logins behind a group on its source instances, with their password hashes.</summary>
    /// <exception cref="Errors.BizTalkDRException">
    /// <c>LoginsNotShown</c>, <c>UsersNotReadable</c>: not all can be read, so none is; <c>LoginNotFound</c>.
    /// </exception>
    LoginExport Export(Topology topology, LoginSelection selection, CancellationToken cancellationToken);

    /// <summary>What an import would do to each login on each instance. Changes nothing.</summary>
    /// <exception cref="Errors.BizTalkDRException">
    /// <c>LoginsOfAnotherGroup</c>; <c>NoInstanceForLogins</c>, <c>UnknownInstance</c>: nothing tells where they belong.
    /// </exception>
    LoginImportPlan Plan(Topology topology, LoginExport logins, LoginImportOptions options, CancellationToken cancellationToken);

    /// <summary>Does what was planned for one login, if it still stands as it did; returns it as it is then.</summary>
    /// <exception cref="Errors.BizTalkDRException">
    /// <c>LoginChangedMeanwhile</c>, <c>PasswordPolicy</c>, <c>SidInUse</c>, <c>LoginNotImported</c>: nothing of it was done.
    /// </exception>
    LoginImport Import(Topology topology, LoginImport login, CancellationToken cancellationToken);

    /// <summary>Compares a side with the logins, users and roles of the source. Changes nothing.</summary>
    LoginComparison Test(Topology topology, LoginExport logins, LoginImportOptions options, CancellationToken cancellationToken);

    /// <summary>The orphans in the databases of a side, each with the login that it would be tied to. Changes nothing.</summary>
    IReadOnlyList<UserRepair> FindOrphans(Topology topology, UserRepairOptions options, CancellationToken cancellationToken);

    /// <summary>Ties one orphan to its login, if both still are what was shown; returns it as it is then.</summary>
    /// <exception cref="Errors.BizTalkDRException"><c>UserChangedMeanwhile</c>, <c>UserNotRepaired</c>.</exception>
    UserRepair Repair(Topology topology, UserRepair orphan, CancellationToken cancellationToken);
}
