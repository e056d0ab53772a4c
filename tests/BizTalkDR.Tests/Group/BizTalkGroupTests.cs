using BizTalkDR.Errors;
using BizTalkDR.Group;

namespace BizTalkDR.Tests.Group;

public sealed class BizTalkGroupTests
{
    private static readonly BizTalkGroup Sample = new()
    {
        Databases =
        [
            Database("BizTalkMgmtDb", inBackupJob: true),
            Database("SSODB", inBackupJob: true),
            Database("BAMArchive", inBackupJob: false),
        ],
    };

    [Fact]
    public void What_the_backup_job_does_not_cover_takes_part_only_when_it_is_named()
    {
        Assert.Equal(["BizTalkMgmtDb", "SSODB"], Names(Sample.Choose([], _ => true)));
        Assert.Equal(["BizTalkMgmtDb", "SSODB", "BAMArchive"], Names(Sample.Choose(["bamarchive"], _ => true)));
    }

    [Fact]
    public void Only_databases_asked_for_are_chosen() => Assert.Equal(["SSODB"], Names(Sample.Choose(["ssodb"], name => name == "SSODB")));

    [Fact]
    public void A_name_that_the_group_does_not_have_is_refused()
    {
        var error = Assert.Throws<GroupException>(() => Sample.Choose(["SSODB", "none"], _ => true));
        Assert.Equal(("DatabaseNotFound", ErrorKind.NotFound, "none"), (error.ErrorId, error.Kind, error.Database));
    }

    private static IEnumerable<string> Names(IReadOnlyList<BizTalkDatabase> databases) => databases.Select(database => database.Name);

    private static BizTalkDatabase Database(string name, bool inBackupJob) =>
        new()
        {
            Name = name,
            Server = "PROD1",
            Instance = "PROD1",
            InBackupJob = inBackupJob,
        };
}
