using BizTalkDR.Runbook.Failback;
using BizTalkDR.Runbook.Failback.Production;

namespace BizTalkDR.Tests.Runbook.Failback.Production;

public class ProductionOptionsTests
{
    private static readonly ProductionDatabase Recorded = new()
    {
        Name = "Odd]Name",
        Instance = "SQL01",
        Owner = "CONTOSO\\o'brien]",
        IsTrustworthy = true,
        IsDbChaining = true,
        IsBrokerEnabled = true,
        CompatibilityLevel = 130,
    };

    [Fact]
    public void Nothing_is_sent_when_nothing_differs() => Assert.Empty(ProductionOptions.Statements(Recorded, Recorded));

    [Fact]
    public void What_a_restore_turns_off_is_turned_on_again_with_names_quoted()
    {
        var now = Recorded with { Owner = "sa", IsTrustworthy = false, IsDbChaining = false, IsBrokerEnabled = false };
        Assert.Equal(
            [
                "ALTER AUTHORIZATION ON DATABASE::[Odd]]Name] TO [CONTOSO\\o'brien]]];",
                "ALTER DATABASE [Odd]]Name] SET TRUSTWORTHY ON;",
                "ALTER DATABASE [Odd]]Name] SET DB_CHAINING ON;",
                "ALTER DATABASE [Odd]]Name] SET ENABLE_BROKER WITH ROLLBACK IMMEDIATE;",
            ],
            ProductionOptions.Statements(Recorded, now)
        );
    }

    [Fact]
    public void A_database_production_did_not_have_is_left_as_the_restore_made_it() =>
        Assert.Empty(ProductionOptions.Statements(Recorded with { WasThere = false }, Recorded with { IsTrustworthy = false }));

    [Fact]
    public void A_read_only_database_is_written_to_by_one_session_alone_and_is_read_only_again() =>
        Assert.Equal(
            [
                "ALTER DATABASE [Odd]]Name] SET SINGLE_USER WITH ROLLBACK IMMEDIATE;",
                "ALTER DATABASE [Odd]]Name] SET READ_WRITE WITH ROLLBACK IMMEDIATE;",
                "ALTER DATABASE [Odd]]Name] SET TRUSTWORTHY ON;",
                "ALTER DATABASE [Odd]]Name] SET READ_ONLY WITH ROLLBACK IMMEDIATE;",
                "ALTER DATABASE [Odd]]Name] SET MULTI_USER WITH ROLLBACK IMMEDIATE;",
            ],
            ProductionOptions.Protected(Recorded, Recorded with { IsTrustworthy = false, IsReadOnly = true }, Protection.ReadOnly)
        );

    [Fact]
    public void What_a_run_that_was_cut_off_has_left_single_user_is_closed_and_let_others_in_again() =>
        Assert.Equal(
            [
                "ALTER DATABASE [Odd]]Name] SET READ_ONLY WITH ROLLBACK IMMEDIATE;",
                "ALTER DATABASE [Odd]]Name] SET MULTI_USER WITH ROLLBACK IMMEDIATE;",
            ],
            ProductionOptions.Protected(Recorded, Recorded with { UserAccess = "SINGLE_USER" }, Protection.ReadOnly)
        );

    [Fact]
    public void A_database_whose_restore_has_to_upgrade_it_is_kept_to_administrators_instead() =>
        Assert.Equal(
            ["ALTER DATABASE [Odd]]Name] SET RESTRICTED_USER WITH ROLLBACK IMMEDIATE;"],
            ProductionOptions.Protected(Recorded, Recorded, Protection.RestrictedUser)
        );

    [Theory]
    [InlineData(false, "MULTI_USER", "READ_WRITE", null)]
    [InlineData(true, "MULTI_USER", null, null)]
    [InlineData(false, "RESTRICTED_USER", "READ_WRITE", "RESTRICTED_USER")]
    [InlineData(false, "SINGLE_USER", "READ_WRITE", null)]
    public void Production_is_opened_to_what_it_was(bool wasReadOnly, string access, string? first, string? second) =>
        Assert.Equal(
            new[] { first, second }.OfType<string>().Select(option => $"ALTER DATABASE [Odd]]Name] SET {option} WITH ROLLBACK IMMEDIATE;"),
            ProductionOptions.Opening(Recorded with { IsReadOnly = wasReadOnly, UserAccess = access }, Recorded with { IsReadOnly = true })
        );
}
