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
}
