using BizTalkDR.Sql;
using MediaType = BizTalkDR.BackupMedia.BackupType;

namespace BizTalkDR.Tests.Restore.Planning.Histories;

/// <summary>Brings the databases of the destination to where a case wants them, as often as it is asked to.</summary>
internal sealed class DestinationStands
{
    private readonly SmallGroup group;
    private readonly Dictionary<string, Recipe> recipes = [];

    public DestinationStands(RandomHistory history, IReadOnlyList<Stand> stands)
    {
        group = history.Group;
        var backups = history.Backups;
        for (var i = 0; i < group.Names.Count; i++)
            recipes[group.Names[i]] = Prepare(group.Names[i], stands[i], backups, history.Model.Marks);
        foreach (var name in group.Names)
            Runner(name).Drop(name);
    }

    /// <summary>The statements that bring a database to where it stands; null when it can't be rolled forward from there.</summary>
    public IReadOnlyList<string>? WayTo(string database) => recipes[database].GoesOn ? recipes[database].Statements : null;

    /// <summary>The mark at which a database stands, if it was stopped at one.</summary>
    public string? MarkOf(string database) => recipes[database].Mark;

    public void Bring()
    {
        foreach (var (name, recipe) in recipes)
            Assert.True(Runner(name).Build(name, recipe.Statements), $"{name} could not be brought to where it stood a moment ago.");
    }

    private RestoreSearch Runner(string database) => new(group.On(group.DestinationOf(database)));

    private Recipe Prepare(string database, Stand stand, IReadOnlyList<BackupEntry> backups, IReadOnlyList<string> marks)
    {
        var name = SqlIdentifier.Quote(database);
        var runner = Runner(database);
        runner.Drop(database);
        if (stand.Kind == StandKind.Other)
            return new Recipe([$"CREATE DATABASE {name}"], false, null);
        var own = backups.Where(backup => backup.Database == database).ToList();
        var fulls = own.Where(backup => backup.Type == MediaType.Database).ToList();
        if (stand.Kind == StandKind.Missing || fulls.Count == 0)
            return Recipe.Nothing;
        var statements = new List<string>();
        string? reached = null;
        if (!Add(fulls[stand.Full % fulls.Count].Restore()))
            return Recipe.Nothing;
        foreach (var log in own.Where(backup => backup.Type == MediaType.Log))
        {
            if (statements.Count > stand.Logs || reached is not null)
                break;
            var mark = stand.Kind == StandKind.AtMark && marks.Count > 0 ? marks[stand.Logs % marks.Count] : null;
            var (error, isReached) = runner.Try(log.Restore(mark));
            if (error == 0)
                statements.Add(log.Restore(mark));
            if (error == 0 && mark is not null && isReached)
                reached = mark;
        }
        // What failed on the way may have left the database in the middle of a restore.
        if (!runner.Build(database, statements))
            return Recipe.Nothing;
        if (stand.Kind == StandKind.Standby)
            Add($@"RESTORE DATABASE {name} WITH STANDBY = {SqlIdentifier.Literal($@"C:\Data\{database}_undo.dat")}");
        if (stand.Kind == StandKind.Online)
            Add($"RESTORE DATABASE {name} WITH RECOVERY");
        return new Recipe(statements, stand.Kind != StandKind.Online, reached);

        bool Add(string statement)
        {
            if (runner.Try(statement).Error != 0)
                return false;
            statements.Add(statement);
            return true;
        }
    }

    private sealed record Recipe(IReadOnlyList<string> Statements, bool GoesOn, string? Mark)
    {
        public static Recipe Nothing { get; } = new([], false, null);
    }
}
