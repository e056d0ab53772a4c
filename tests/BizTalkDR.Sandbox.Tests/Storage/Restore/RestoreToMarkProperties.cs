using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Restore;
using FsCheck;
using FsCheck.Fluent;

namespace BizTalkDR.Sandbox.Tests.Storage.Restore;

/// <summary>
/// Whatever happens to some databases (transactions over one or all of them, rolled back or not, left open, marks, full, differential and
/// log backups), restoring all of them elsewhere to a mark gives exactly the rows that were committed when the mark was set.
/// </summary>
public sealed class RestoreToMarkProperties
{
    private static readonly string[] Databases = ["MsgBox", "Tracking", "Bam"];

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

    private static bool Check(IList<Step> steps, int choice)
    {
        var sandbox = new StorageFixture();
        try
        {
            var history = new History(sandbox);
            foreach (var step in steps)
                history.Do(step);
            history.Do(Step.MarkAndBackUpLogs);
            history.Do(Step.Mark);
            history.Do(Step.Insert);
            history.Do(Step.MarkAndBackUpLogs);
            history.RestoreTo(choice % history.MarkCount);
            return true;
        }
        finally
        {
            sandbox.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private sealed class History
    {
        private readonly StorageFixture sandbox;
        private readonly List<(string Mark, Dictionary<string, string[]> Rows)> marks = [];
        private readonly Dictionary<string, List<(string File, BackupKind Kind)>> backups = [];
        private readonly List<SqlTransaction> open = [];
        private readonly Dictionary<string, SortedDictionary<int, string>> committed = [];
        private readonly Dictionary<SqlTransaction, List<(string Database, int Id, string Text)>> pending = [];
        private int number;

        internal History(StorageFixture sandbox)
        {
            this.sandbox = sandbox;
            foreach (var name in Databases)
            {
                sandbox.Table(sandbox.Database(name));
                (backups[name], committed[name]) = ([], []);
            }
            Do(Step.FullBackup);
        }

        internal int MarkCount => marks.Count;

        internal void Do(Step step)
        {
            number++;
            switch (step)
            {
                case Step.Insert:
                    Commit(Insert([Databases[number % 3]]));
                    break;
                case Step.InsertEverywhere:
                    Commit(Insert(Databases));
                    break;
                case Step.Change:
                    ChangeLast(text => $"{text}+");
                    break;
                case Step.Delete:
                    ChangeLast(_ => null);
                    break;
                case Step.RollBack:
                    var rolledBack = Insert(Databases);
                    var savepoint = rolledBack.Savepoint();
                    Table(Databases[0]).Insert(rolledBack, [number + 1_000_000, "part"]);
                    rolledBack.RollbackTo(savepoint);
                    rolledBack.Rollback();
                    break;
                case Step.LeaveOpen:
                    open.Add(Insert(Databases));
                    break;
                case Step.EndOpen when open.Count > 0:
                    if (number % 2 == 0)
                        Commit(open[0]);
                    else
                        open[0].Rollback();
                    open.RemoveAt(0);
                    break;
                case Step.NewTable:
                    sandbox.Table(sandbox.Database(Databases[number % 3]), $"T{number}");
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
                    foreach (var name in Databases)
                        sandbox.Database(name).Checkpoint();
                    break;
            }
        }

        internal void RestoreTo(int index)
        {
            var (mark, rows) = marks[index];
            foreach (var name in Databases)
            {
                Restore(name, mark);
                var restored = sandbox.Instance("SQL2").FindDatabase(name)!;
                Assert.Equal(DatabaseState.Online, restored.State);
                Assert.Equal(rows[name], Rows(restored));
            }
        }

        /// <summary>
        /// Takes one of the usable full backups, a differential on it when there is one before the mark, then logs in order until the mark
        /// is reached.
        /// </summary>
        private void Restore(string name, string mark)
        {
            var all = backups[name];
            var markedLog = all.FindIndex(backup => backup.Kind == BackupKind.Log && backup.File.Contains(mark, StringComparison.Ordinal));
            var last = markedLog >= 0 ? markedLog : all.FindIndex(backup => LogHolds(backup, mark));
            var fulls = Enumerable.Range(0, last).Where(i => all[i].Kind == BackupKind.Database).ToArray();
            var full = fulls[mark.Length * last % fulls.Length];
            sandbox.Run(StorageFixture.RestoreFull(name, all[full].File));
            var reached = false;
            for (var i = full + 1; i < all.Count && !reached; i++)
            {
                if (all[i].Kind == BackupKind.Differential && i < last && IsBasedOn(name, i, full))
                    sandbox.Run(StorageFixture.RestoreFull(name, all[i].File));
                if (all[i].Kind != BackupKind.Log || IsTooEarly(name, all[i].File))
                    continue;
                var request = StorageFixture.RestoreLog(name, all[i].File) with { StopMark = mark, NoRecovery = false };
                reached = !sandbox.Run(request).Messages.Any(message => message.Number == 4329);
            }
            Assert.True(reached);
        }

        private bool LogHolds((string File, BackupKind Kind) backup, string mark) =>
            backup.Kind == BackupKind.Log && marksInLogs.TryGetValue(backup.File, out var held) && held.Contains(mark);

        private readonly Dictionary<string, HashSet<string>> marksInLogs = [];
        private readonly HashSet<string> marksNotBackedUp = [];

        private bool IsBasedOn(string name, int differential, int full) =>
            !backups[name][full].File.Contains("copy", StringComparison.Ordinal)
            && !backups[name].Take(differential).Skip(full + 1).Any(backup => IsConventionalFull(backup));

        private static bool IsConventionalFull((string File, BackupKind Kind) backup) =>
            backup.Kind == BackupKind.Database && !backup.File.Contains("copy", StringComparison.Ordinal);

        private bool IsTooEarly(string name, string file)
        {
            var sequence = sandbox.Instance("SQL2").FindDatabase(name)!.Sequence!;
            using var media = BizTalkDR.BackupMedia.BackupMediaReader.Open(sandbox.Host.Files.Map("SQL2", StorageFixture.Device(file))!);
            return media.Sets.First().LastLSN <= sequence.RedoPoint.ToDecimal();
        }

        private void Mark()
        {
            var transaction = Insert(Databases);
            var mark = $"m{number}";
            transaction.Marks[sandbox.Instance()] = new LogMarkRequest(mark, null, "sa");
            Commit(transaction);
            marksNotBackedUp.Add(mark);
            marks.Add(
                (mark, committed.ToDictionary(pair => pair.Key, pair => pair.Value.Select(row => $"{row.Key} {row.Value}").ToArray()))
            );
        }

        private void BackUp(BackupKind kind, bool isCopyOnly = false)
        {
            foreach (var name in Databases)
            {
                var file = $"{name}_{number}_{kind}{(isCopyOnly ? "_copy" : "")}.bak";
                sandbox.Run(StorageFixture.Full(name, file) with { Kind = kind, IsCopyOnly = isCopyOnly });
                backups[name].Add((file, kind));
                if (kind == BackupKind.Log)
                    marksInLogs[file] = [.. marksNotBackedUp];
            }
            if (kind == BackupKind.Log)
                marksNotBackedUp.Clear();
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
            var name = Databases[number % 3];
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
