using System.Globalization;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sql;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Tests.Restore.Planning.Histories;

/// <summary>Lets the steps of a case happen to a small group, and knows what its databases must hold at each mark.</summary>
internal sealed class RandomHistory : IAsyncDisposable
{
    private static readonly string[] Models = ["SIMPLE", "FULL", "BULK_LOGGED"];
    private readonly Dictionary<string, (SqlConnection Connection, string Id)> open = [];
    private readonly RestoreSearch laboratory;
    private int number;

    /// <param name="databases">How many databases.</param>
    /// <param name="instances">On how many instances.</param>
    /// <param name="lastJoinsLater">Whether the last database is in the group only after a step that says so.</param>
    public RandomHistory(int databases, int instances, bool lastJoinsLater)
    {
        Group = new SmallGroup(databases, instances);
        Model = new CommitModel(Group.Host);
        foreach (var name in Group.Names)
        {
            Model.AddDatabase(name, isInGroup: name == SmallGroup.Management);
            if (name != SmallGroup.Management && !(lastJoinsLater && name == Group.Names[^1]))
                Join(name);
        }
        laboratory = new RestoreSearch(Group.On(SmallGroup.Laboratory));
    }

    public SmallGroup Group { get; }

    public CommitModel Model { get; }

    /// <summary>The names of the files that are not what they were.</summary>
    public HashSet<string> Swapped { get; } = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<BackupEntry> Backups => BackupEntry.ReadAll(Group.Folder, SmallGroup.Share);

    public async Task HappenAsync(IEnumerable<Step> steps)
    {
        foreach (var step in steps)
        {
            // Two marks of the same millisecond would have the same name.
            await Group.Host.AdvanceAsync(TimeSpan.FromSeconds(61 + step.Choice * 7));
            Happen(step);
            Model.CatchUp();
        }
        foreach (var name in Group.Names)
            End(name, commits: true);
        Model.CatchUp();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (connection, _) in open.Values)
            connection.Dispose();
        await Group.DisposeAsync();
    }

    private void Happen(Step step)
    {
        number++;
        var database = Group.Names[step.Database % Group.Names.Count];
        switch (step.Kind)
        {
            case StepKind.Work:
                Work(step.Choice);
                break;
            case StepKind.BeginWork:
                Begin(database);
                break;
            case StepKind.EndWork:
                End(database, step.Choice % 3 != 0);
                break;
            case StepKind.Job:
                Job(step.Choice);
                break;
            case StepKind.FullJob:
                OnManagement("sp_ForceFullBackup");
                Job(step.Choice);
                break;
            case StepKind.FailingJob:
                FailingJob(database, step.Choice);
                break;
            case StepKind.OutsideLog:
                BackUp(database, "LOG", step.Choice);
                break;
            case StepKind.CopyOnlyLog:
                BackUp(database, "LOG", step.Choice, "COPY_ONLY");
                break;
            case StepKind.OutsideFull:
                BackUp(database, "DATABASE", step.Choice);
                break;
            case StepKind.CopyOnlyFull:
                BackUp(database, "DATABASE", step.Choice, "COPY_ONLY");
                break;
            case StepKind.Differential:
                BackUp(database, "DATABASE", step.Choice, "DIFFERENTIAL");
                break;
            case StepKind.RecoveryModel:
                Set(database, Models[step.Choice % Models.Length]);
                break;
            case StepKind.Join:
                Join(Group.Names[^1]);
                break;
            case StepKind.BulkWork:
                Set(database, "BULK_LOGGED");
                Group.Execute(
                    Group.SourceOf(database),
                    $"SELECT name INTO {SqlIdentifier.Quote(database)}.dbo.Bulk{Number} FROM sys.databases"
                );
                if (step.Choice % 2 == 0)
                    Set(database, "FULL");
                break;
            case StepKind.ForkOne:
                Fork([database], step.Choice);
                break;
            case StepKind.ForkAll:
                Fork(Group.Names, step.Choice);
                break;
            default:
                Damage(step);
                break;
        }
    }

    private void Join(string database)
    {
        if (Model.Join(database))
            Group.Join(database);
    }

    private void Work(int choice)
    {
        // Every set of databases has its turn, that of all of them the most often.
        var all = (1 << Group.Names.Count) - 1;
        var members = choice % 2 == 0 ? all : 1 + choice / 2 % all;
        var databases = Group.Names.Where((_, i) => (members & 1 << i) != 0).ToList();
        var home = Group.SourceOf(databases[0]);
        var calls = databases.Select(name =>
            $"EXEC {(Group.SourceOf(name) == home ? "" : SqlIdentifier.Quote(Group.SourceOf(name)) + ".")}{SqlIdentifier.Quote(name)}.dbo.AddWork N'W{Number}';"
        );
        Group.Execute(
            home,
            $"SET XACT_ABORT ON; BEGIN DISTRIBUTED TRANSACTION {SqlIdentifier.Quote(CommitModel.NameOf(number, databases))}; {string.Concat(calls)} COMMIT"
        );
    }

    private void Set(string database, string recoveryModel)
    {
        End(database, commits: true);
        Group.Execute(Group.SourceOf(database), $"ALTER DATABASE {SqlIdentifier.Quote(database)} SET RECOVERY {recoveryModel}");
    }

    private void Begin(string database)
    {
        if (open.ContainsKey(database))
            return;
        var connection = Group.Open(Group.SourceOf(database));
        SqlQuery.Execute(
            connection,
            $"BEGIN TRANSACTION {SqlIdentifier.Quote(CommitModel.NameOf(number, [database]))}; "
                + $"INSERT INTO {SqlIdentifier.Quote(database)}.dbo.LongWork (Id) VALUES (N'W{Number}')"
        );
        open[database] = (connection, Number);
    }

    private void End(string database, bool commits)
    {
        if (!open.Remove(database, out var work))
            return;
        SqlQuery.Execute(work.Connection, commits ? "COMMIT TRANSACTION" : "ROLLBACK TRANSACTION");
        work.Connection.Dispose();
    }

    /// <summary>What steps 2 and 3 of the job do; it fails where a log can't be backed up, and leaves a partial set.</summary>
    private void Job(int choice)
    {
        if (OnManagement($"sp_BackupAllFull_Schedule 'd', N'BTS', {SqlIdentifier.Literal(SmallGroup.Share)}, {choice % 2}"))
            OnManagement($"sp_MarkAll N'BTS', {SqlIdentifier.Literal(SmallGroup.Share)}");
    }

    private void FailingJob(string database, int choice)
    {
        if (choice % 4 == 0)
            OnManagement("sp_ForceFullBackup");
        Group.Host.Faults.Add(
            new Fault(choice % 2 == 0 ? FaultPoint.BackupStart : FaultPoint.BackupWrite, Group.SourceOf(database), database)
        );
        Job(choice / 4);
        Group.Host.Faults.Clear();
    }

    private bool OnManagement(string call) =>
        Group.TryExecute(Group.SourceOf(SmallGroup.Management), $"EXEC {SmallGroup.Management}.dbo.{call}");

    /// <summary>A backup outside the job: to a file of its own, behind others in one file, or striped over two.</summary>
    private void BackUp(string database, string what, int choice, string? option = null)
    {
        string[] files = (choice % 4) switch
        {
            0 => [$"outside_{Number}_1.bak", $"outside_{Number}_2.bak"],
            1 => [$"many_{Group.SourceOf(database)}.bak"],
            _ => [$"outside_{Number}.bak"],
        };
        var devices = files.Select(file => $"DISK = {SqlIdentifier.Literal($@"{SmallGroup.Share}\{file}")}");
        Group.TryExecute(
            Group.SourceOf(database),
            $"BACKUP {what} {SqlIdentifier.Quote(database)} TO {string.Join(", ", devices)}" + (option is null ? "" : $" WITH {option}")
        );
    }

    /// <summary>Production itself goes back to a mark: what came after is lost there, and its log goes on on another recovery fork.</summary>
    private void Fork(IReadOnlyList<string> databases, int choice)
    {
        Model.CatchUp();
        if (Model.Marks.Count == 0)
            return;
        var mark = Model.Marks[choice % Model.Marks.Count];
        var backups = Backups;
        var ways = databases.ToDictionary(name => name, name => laboratory.Find(name, backups, mark));
        foreach (var name in databases)
            laboratory.Drop(name);
        if (ways.Values.Any(way => way is null))
            return;
        foreach (var name in databases)
            End(name, commits: true);
        Model.CatchUp();
        foreach (var (name, way) in ways)
        {
            foreach (var statement in way!)
                Group.Execute(Group.SourceOf(name), statement);
            Group.Execute(Group.SourceOf(name), $"RESTORE DATABASE {SqlIdentifier.Quote(name)} WITH RECOVERY");
            Model.Fork(name, mark);
            Assert.Equal(Model.At(mark, name).Order(), Group.Content(Group.SourceOf(name), name).Order());
        }
    }

    private void Damage(Step step)
    {
        var files = Directory.GetFiles(Group.Folder).Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0)
            return;
        var file = files[step.Choice % files.Count];
        switch (step.Kind)
        {
            case StepKind.DeleteFile:
                File.Delete(file);
                break;
            case StepKind.TruncateFile:
                using (var stream = File.OpenWrite(file))
                    stream.SetLength(stream.Length * (1 + step.Database) / 4);
                break;
            case StepKind.SwapFiles:
                var other = files[(step.Choice / 10 + step.Database + 1) % files.Count];
                Swapped.UnionWith([Path.GetFileName(file), Path.GetFileName(other)]);
                var aside = file + ".aside";
                File.Move(file, aside);
                if (File.Exists(other))
                    File.Move(other, file);
                File.Move(aside, other == file ? file : other);
                break;
        }
    }

    private string Number => number.ToString(CultureInfo.InvariantCulture);
}
