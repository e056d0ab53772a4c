using System.Text.Json;
using BizTalkDR.Databases;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Databases;

/// <summary>What tells that somebody has been at a database, and what does not.</summary>
public sealed class DatabaseConditionTests
{
    private static readonly DatabaseCondition Was = new()
    {
        Identity = new DatabaseIdentity
        {
            Key = new DatabaseKey("SQL1", "SSODB"),
            FamilyGuid = new Guid("11111111-1111-1111-1111-111111111111"),
            RecoveryFork = new Guid("22222222-2222-2222-2222-222222222222"),
            DatabaseGuid = new Guid("33333333-3333-3333-3333-333333333333"),
            CreatedAt = new DateTime(2026, 11, 30, 12, 0, 0),
        },
        State = DatabaseState.Online,
        IsReadOnly = true,
        UserAccess = "MULTI_USER",
        Owner = "CONTOSO\\bts",
        Lsn = "00000022:00000010:0001",
        RestoreId = 7,
        RestoredBackupSet = new Guid("44444444-4444-4444-4444-444444444444"),
    };

    [Fact]
    public void Nothing_differs_from_itself_after_the_journal_too() =>
        Assert.Empty(Was.DifferencesFrom(JsonSerializer.Deserialize<DatabaseCondition>(JsonSerializer.Serialize(Was))!));

    [Fact]
    public void Each_thing_that_somebody_can_do_is_named()
    {
        Named("another database", Was with { Identity = Was.Identity with { FamilyGuid = Guid.NewGuid() } });
        Named("restored or recovered since", Was with { Identity = Was.Identity with { RecoveryFork = Guid.NewGuid() } });
        Named("made anew", Was with { Identity = Was.Identity with { CreatedAt = new DateTime(2026, 11, 30, 13, 0, 0) } });
        Named("backups were restored into it", Was with { RestoreId = 8 });
        Named("comes from another backup", Was with { RestoredBackupSet = Guid.NewGuid() });
        Named("OFFLINE, not ONLINE", Was with { State = DatabaseState.Offline });
        Named("SINGLE_USER, not MULTI_USER", Was with { UserAccess = "SINGLE_USER" });
        Named("its owner is sa", Was with { Owner = "sa" });
        Named("something was written into it", Was with { Lsn = "00000022:00000018:0001" });
        Named("open for writing", Was with { IsReadOnly = false });
        Named("not there any more", DatabaseCondition.Missing(Was.Key));
    }

    [Fact]
    public void A_database_that_is_there_again_is_named() =>
        Assert.Equal(["it is there again"], DatabaseCondition.Missing(Was.Key).DifferencesFrom(Was));

    [Fact]
    public void A_database_that_is_rolled_on_is_named() =>
        Assert.Contains(
            "it was rolled on",
            Assert.Single(
                (Was with { State = DatabaseState.Restoring, IsReadOnly = false }).DifferencesFrom(
                    Was with
                    {
                        State = DatabaseState.Restoring,
                        IsReadOnly = false,
                        Lsn = "34000000001600001",
                    }
                )
            ),
            StringComparison.Ordinal
        );

    [Fact]
    public void The_log_of_a_database_in_use_moves_by_itself_and_what_is_not_told_proves_nothing()
    {
        var open = Was with { IsReadOnly = false };
        Assert.Empty(open.DifferencesFrom(open with { Lsn = "00000022:00000018:0001" }));
        Assert.Empty(Was.DifferencesFrom(Was with { Lsn = null, Owner = null, RestoredBackupSet = null, RestoreId = null }));
    }

    private static void Named(string what, DatabaseCondition now) =>
        Assert.Contains(what, Assert.Single(Was.DifferencesFrom(now)), StringComparison.Ordinal);
}
