using System.Globalization;
using BizTalkDR.Sandbox.Types;
using FsCheck;
using FsCheck.Fluent;

namespace BizTalkDR.Sandbox.Tests.Language;

public class ConversionProperties
{
    private static readonly SqlType Text = SqlType.VarChar(100);

    private static object? Through(object value, SqlType type, SqlType middle) =>
        Conversion.Convert(Conversion.Convert(value, type, middle), middle, type);

    [Fact]
    public void Numbers_come_back_from_text()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), number => number.Equals(Through(number, SqlType.Int, Text))).QuickCheckThrowOnFailure();
        Prop.ForAll(ArbMap.Default.ArbFor<long>(), number => number.Equals(Through(number, SqlType.BigInt, Text)))
            .QuickCheckThrowOnFailure();
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), number => (number / 100m).Equals(Through(number / 100m, SqlType.Decimal(12, 2), Text)))
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Numbers_and_guids_come_back_from_binary()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), number => number.Equals(Through(number, SqlType.Int, SqlType.VarBinary(8))))
            .QuickCheckThrowOnFailure();
        Prop.ForAll(ArbMap.Default.ArbFor<Guid>(), id => id.Equals(Through(id, SqlType.UniqueIdentifier, SqlType.VarBinary(16))))
            .QuickCheckThrowOnFailure();
        Prop.ForAll(ArbMap.Default.ArbFor<Guid>(), id => id.Equals(Through(id, SqlType.UniqueIdentifier, Text))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Moments_come_back_from_every_style_that_keeps_them()
    {
        var moments = ArbMap
            .Default.ArbFor<int>()
            .Convert(seconds => new DateTime(2026, 1, 1).AddSeconds(seconds % 900_000_000), moment => 0);
        foreach (var style in new[] { 20, 21, 120, 121, 126, 13, 113, 109 })
            Prop.ForAll(
                    moments,
                    moment =>
                        moment.Equals(
                            Conversion.Convert(Conversion.Convert(moment, SqlType.DateTime, Text, style), Text, SqlType.DateTime, style)
                        )
                )
                .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Rounding_to_three_hundredths_is_done_once()
    {
        Prop.ForAll(
                ArbMap.Default.ArbFor<int>(),
                milliseconds =>
                {
                    var once = DateConversion.RoundToThreeHundredths(new DateTime(2026, 1, 1).AddMilliseconds(milliseconds));
                    return DateConversion.RoundToThreeHundredths(once) == once && once.Millisecond % 10 is 0 or 3 or 7;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Comparing_is_an_order_that_agrees_with_equality()
    {
        foreach (var name in new[] { "SQL_Latin1_General_CP1_CI_AS", "Latin1_General_CS_AS", "Latin1_General_BIN2" })
        {
            var collation = Collation.Find(name);
            Prop.ForAll(
                    ArbMap.Default.ArbFor<NonNull<string>>(),
                    ArbMap.Default.ArbFor<NonNull<string>>(),
                    (a, b) =>
                    {
                        var order = Math.Sign(collation.Compare(a.Get, b.Get));
                        return order == -Math.Sign(collation.Compare(b.Get, a.Get))
                            && collation.AreEqual(a.Get, a.Get + "  ")
                            && (!collation.AreEqual(a.Get, b.Get) || collation.Hash(a.Get) == collation.Hash(b.Get));
                    }
                )
                .QuickCheckThrowOnFailure();
        }
    }

    [Fact]
    public void The_common_type_does_not_depend_on_the_order()
    {
        var types = Enum.GetValues<SqlTypeKind>().Select(kind => new SqlType(kind, 10, 9, 2)).ToArray();
        foreach (var left in types)
        foreach (var right in types)
            Assert.Equal(TypeRules.Common(left, right).Kind, TypeRules.Common(right, left).Kind);
    }

    [Fact]
    public void A_decimal_shows_the_digits_of_its_scale() =>
        Assert.Equal(
            "1.500",
            Convert.ToString(Conversion.Convert(1.5m, SqlType.Decimal(9, 1), SqlType.Decimal(9, 3)), CultureInfo.InvariantCulture)
        );
}
