namespace BizTalkDR.Sandbox.Tests.Language;

/// <summary>AND, OR and NOT against their truth tables; a NULL operand makes a comparison UNKNOWN.</summary>
public class ThreeValuedLogicTests : LanguageFixture
{
    private static readonly (bool? Value, string Sql)[] Operands = [(true, "1 = 1"), (false, "1 = 0"), (null, "1 = NULL")];

    [Fact]
    public void Every_combination_of_true_false_and_unknown_is_right()
    {
        foreach (var a in Operands)
        {
            Assert.Equal(!a.Value, Truth($"NOT ({a.Sql})"));
            foreach (var b in Operands)
            {
                Assert.Equal(a.Value & b.Value, Truth($"({a.Sql}) AND ({b.Sql})"));
                Assert.Equal(a.Value | b.Value, Truth($"({a.Sql}) OR ({b.Sql})"));
                Assert.Equal(!(a.Value & b.Value), Truth($"NOT ({a.Sql}) OR NOT ({b.Sql})"));
            }
        }
    }

    [Theory]
    [InlineData("NULL IS NULL", true)]
    [InlineData("1 IN (1, NULL)", true)]
    [InlineData("2 IN (1, NULL)", null)]
    [InlineData("2 NOT IN (1, NULL)", null)]
    [InlineData("1 IN (SELECT NULL)", null)]
    [InlineData("1 IN (SELECT 1 WHERE 1 = 0)", false)]
    [InlineData("NULL BETWEEN 1 AND 2", null)]
    [InlineData("3 BETWEEN 4 AND NULL", false)]
    [InlineData("NULL LIKE 'a'", null)]
    [InlineData("EXISTS (SELECT NULL)", true)]
    [InlineData("1 = ALL (SELECT 1 WHERE 1 = 0)", true)]
    [InlineData("1 = ANY (SELECT 1 WHERE 1 = 0)", false)]
    [InlineData("1 > ALL (SELECT 0 UNION ALL SELECT NULL)", null)]
    public void A_predicate_over_NULL_is_as_documented(string condition, bool? expected) => Assert.Equal(expected, Truth(condition));

    private bool? Truth(string condition) =>
        (int?)Value($"CASE WHEN {condition} THEN 1 WHEN NOT ({condition}) THEN 0 END") switch
        {
            1 => true,
            0 => false,
            _ => null,
        };
}
