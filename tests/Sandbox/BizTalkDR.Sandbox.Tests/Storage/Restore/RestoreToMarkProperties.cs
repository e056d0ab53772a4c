using BizTalkDR.BackupMedia.Media;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Requests;
using FsCheck;
using FsCheck.Fluent;

namespace BizTalkDR.Sandbox.Tests.Storage.Restore;

/// <summary>
/// Whatever happens to some databases (transactions over one or all of them, rolled back or not, left open, marks, full, differential and
/// log backups), restoring all of them elsewhere to a mark gives exactly the rows that were committed when the mark was set.
/// </summary>
public sealed class RestoreToMarkProperties : IAsyncDisposable
{
    private readonly StorageFixture sandbox = new();
    private int cases;

    private enum Step
    {
        Insert,
        InsertEverywhere,
        Change,
        Delete,
        RollBack,
        LeaveOpen,
        EndOpen,
        NewTable,
        Mark,
        MarkAndBackUpLogs,
        FullBackup,
        CopyOnlyBackup,
        DifferentialBackup,
        Checkpoint,
    }

    [Fact]
    public void Every_database_comes_back_with_the_rows_committed_at_the_mark()
    {
        var step = Gen.Frequency(
            (4, Gen.Constant(Step.Insert)),
            (4, Gen.Constant(Step.InsertEverywhere)),
            (6, Gen.Elements(Enum.GetValues<Step>())),
            (2, Gen.Constant(Step.MarkAndBackUpLogs))
        );
        Prop.ForAll(step.ListOf().ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), Check)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(60));
    }

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    private bool Check(IList<Step> steps, int choice)
    {
        var history = new History(sandbox, ++cases);
        foreach (var step in steps)
            history.Do(step);
        history.Do(Step.MarkAndBackUpLogs);
        history.Do(Step.Mark);
        history.Do(Step.Insert);
        history.Do(Step.MarkAndBackUpLogs);
        history.RestoreTo(choice);
        history.DropAll();
        return true;
    }

    /// <summary>A mark, how many backups there were when it was set, and what was committed then.</summary>
    private sealed record MarkedState(string Name, int BackupCount, Dictionary<string, string[]> Rows);

    private sealed class History
    {
        private readonly StorageFixture sandbox;
        private readonly string[] databases;
        private readonly List<MarkedState> marks = [];
        private readonly Dictionary<string, List<(string File, BackupKind Kind)>> backups = [];
        private readonly List<SqlTransaction> open = [];
        private readonly Dictionary<string, SortedDictionary<int, string>> committed = [];
        private readonly Dictionary<SqlTransaction, List<(string Database, int Id, string Text)>> pending = [];
        private int number;

        internal History(StorageFixture sandbox, int number)
        {
            this.sandbox = sandbox;
            databases = [$"MsgBox{number}", $"Tracking{number}", $"Bam{number}"];
            foreach (var name in databases)
            {
                sandbox.Table(sandbox.Database(name));
                (backups[name], committed[name]) = ([], []);
            }
            Do(Step.FullBackup);
        }

        internal void DropAll()
        {
            foreach (var name in databases)
            foreach (var instance in new[] { "SQL1", "SQL2" })
                DatabaseCreation.Drop(sandbox.Instance(instance), name);
        }

        internal void Do(Step step)
        {
            number++;
            switch (step)
            {
                case Step.Insert:
                    Commit(Insert([databases[number % 3]]));
                    break;
                case Step.InsertEverywhere:
                    Commit(Insert(databases));
                    break;
                case Step.Change:
                    ChangeLast(text => $"{text}+");
                    break;
                case Step.Delete:
                    ChangeLast(_ => null);
                    break;
                case Step.RollBack:
                    var rolledBack = Insert(databases);
                    var savepoint = rolledBack.Savepoint();
                    Table(databases[0]).Insert(rolledBack, [number + 1_000_000, "part"]);
                    rolledBack.RollbackTo(savepoint);
                    rolledBack.Rollback();
                    break;
                case Step.LeaveOpen:
                    open.Add(Insert(databases));
                    break;
                case Step.EndOpen when open.Count > 0:
                    if (number % 2 == 0)
                        Commit(open[0]);
                    else
                        open[0].Rollback();
                    open.RemoveAt(0);
                    break;
                case Step.NewTable:
                    sandbox.Table(sandbox.Database(databases[number % 3]), $"T{number}");
                    break;
                case Step.Mark:
                    Mark();
                    break;
                case Step.MarkAndBackUpLogs:
                    Mark();
                    BackUp(BackupKind.Log);
                    break;
                case Step.FullBackup:
                    BackUp(BackupKind.Database);
                    break;
                case Step.CopyOnlyBackup:
                    BackUp(BackupKind.Database, isCopyOnly: true);
                    break;
                case Step.DifferentialBackup:
                    BackUp(BackupKind.Differential);
                    break;
                case Step.Checkpoint:
                    foreach (var name in databases)
                        sandbox.Database(name).Checkpoint();
                    break;
            }
        }

        internal void RestoreTo(int choice)
        {
            var mark = marks[choice % marks.Count];
            foreach (var name in databases)
            {
                Restore(name, mark, choice);
                var restored = sandbox.Instance("SQL2").FindDatabase(name)!;
                Assert.Equal(DatabaseState.Online, restored.State);
                Assert.Equal(mark.Rows[name], Rows(restored));
            }
        }

        /// <summary>
        /// Takes one of the full backups that were taken before the mark, differentials on it from before the mark, then logs in order
        /// until the mark is reached.
        /// </summary>
        private void Restore(string name, MarkedState mark, int choice)
        {
            var all = backups[name];
            var fulls = Enumerable.Range(0, mark.BackupCount).Where(i => all[i].Kind == BackupKind.Database).ToArray();
            var full = fulls[choice % fulls.Length];
            sandbox.Run(StorageFixture.RestoreFull(name, all[full].File));
            var reached = false;
            for (var i = full + 1; i < all.Count && !reached; i++)
            {
                if (all[i].Kind == BackupKind.Differential && i < mark.BackupCount && IsBasedOn(name, i, full))
                    sandbox.Run(StorageFixture.RestoreFull(name, all[i].File));
                if (all[i].Kind != BackupKind.Log || IsTooEarly(name, all[i].File))
                    continue;
                var request = StorageFixture.RestoreLog(name, all[i].File) with { StopMark = mark.Name, NoRecovery = false };
                reached = !sandbox.Run(request).Messages.Any(message => message.Number == 4329);
            }
            Assert.True(reached);
        }

        private bool IsBasedOn(string name, int differential, int full) =>
            !backups[name][full].File.Contains("copy", StringComparison.Ordinal)
            && !backups[name].Take(differential).Skip(full + 1).Any(backup => IsConventionalFull(backup));

        private static bool IsConventionalFull((string File, BackupKind Kind) backup) =>
            backup.Kind == BackupKind.Database && !backup.File.Contains("copy", StringComparison.Ordinal);

        private bool IsTooEarly(string name, string file)
        {
            var sequence = sandbox.Instance("SQL2").FindDatabase(name)!.Sequence!;
            using var media = BizTalkDR.BackupMedia.Media.BackupMediaReader.Open(
                sandbox.Host.Files.Map("SQL2", StorageFixture.Device(file))!
            );
            return media.Sets.First().LastLSN <= sequence.RedoPoint.ToDecimal();
        }

        private void Mark()
        {
            var transaction = Insert(databases);
            var mark = $"m{number}";
            transaction.Marks[sandbox.Instance()] = new LogMarkRequest(mark, null, "sa");
            Commit(transaction);
            var rows = committed.ToDictionary(pair => pair.Key, pair => pair.Value.Select(row => $"{row.Key} {row.Value}").ToArray());
            marks.Add(new MarkedState(mark, backups[databases[0]].Count, rows));
        }

        private void BackUp(BackupKind kind, bool isCopyOnly = false)
        {
            foreach (var name in databases)
            {
                var file = $"{name}_{number}_{kind}{(isCopyOnly ? "_copy" : "")}.bak";
                sandbox.Run(StorageFixture.Full(name, file) with { Kind = kind, IsCopyOnly = isCopyOnly });
                backups[name].Add((file, kind));
            }
        }

        private SqlTransaction Insert(IEnumerable<string> databases)
        {
            var transaction = new SqlTransaction(51);
            pending[transaction] = [];
            foreach (var name in databases)
            {
                Table(name).Insert(transaction, [number, $"row {number}"]);
                pending[transaction].Add((name, number, $"row {number}"));
            }
            return transaction;
        }

        private void Commit(SqlTransaction transaction)
        {
            transaction.Commit();
            foreach (var (name, id, text) in pending[transaction])
                committed[name][id] = text;
        }

        private void ChangeLast(Func<string, string?> change)
        {
            var name = databases[number % 3];
            if (committed[name].Count == 0)
                return;
            var (id, text) = committed[name].Last();
            var table = Table(name);
            var row = table.Scan().Single(row => (int)row.Values[0]! == id);
            var transaction = new SqlTransaction(51);
            if (change(text) is { } changed)
            {
                table.Update(transaction, row.Id, [id, changed]);
                committed[name][id] = changed;
            }
            else
            {
                table.Delete(transaction, row.Id);
                committed[name].Remove(id);
            }
            transaction.Commit();
        }

        private Table Table(string name) => sandbox.Database(name).FindTable("dbo", "Messages")!;

        private static string[] Rows(Database database) =>
            [
                .. database
                    .FindTable("dbo", "Messages")!
                    .Scan()
                    .OrderBy(row => (int)row.Values[0]!)
                    .Select(row => $"{row.Values[0]} {row.Values[1]}"),
            ];
    }
}
