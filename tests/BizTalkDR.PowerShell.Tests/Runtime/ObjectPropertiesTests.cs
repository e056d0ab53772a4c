using System.Collections;
using System.Management.Automation;
using System.Numerics;
using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Runtime;

namespace BizTalkDR.PowerShell.Tests.Runtime;

/// <summary>Objects as the pipeline brings them: from here, from Clixml and remote sessions, and such as nobody would want.</summary>
public sealed class ObjectPropertiesTests
{
    [Fact]
    public void A_number_that_went_through_Clixml_prints_as_it_did()
    {
        var given = new PSObject();
        given.Properties.Add(new PSNoteProperty("FirstLSN", BigInteger.Parse("100000000010000001")));
        given.Properties.Add(new PSNoteProperty("Version", new DateTimeOffset(2026, 1, 5, 10, 0, 0, TimeSpan.Zero)));

        var properties = ObjectProperties.Of(PSSerializer.Deserialize(PSSerializer.Serialize(given)));

        Assert.Equal("100000000010000001", properties["FirstLSN"]!.ToString());
    }

    [Fact]
    public void An_object_within_an_object_is_a_table_that_prints_nothing()
    {
        var inner = new PSObject();
        inner.Properties.Add(new PSNoteProperty("LogicalName", "A"));
        var outer = new PSObject();
        outer.Properties.Add(new PSNoteProperty("FileList", new object[] { inner }));

        var file = Assert.IsAssignableFrom<IReadOnlyDictionary<string, object?>>(
            Assert.Single((object?[])ObjectProperties.Of(outer)["FileList"]!)
        );
        Assert.Equal(("A", ""), (file["LogicalName"], file.ToString()));
    }

    [Fact]
    public void An_object_that_holds_itself_is_refused()
    {
        var given = new PSObject();
        given.Properties.Add(new PSNoteProperty("Self", given));

        Assert.Equal("ObjectWithoutEnd", Assert.Throws<BizTalkDRException>(() => ObjectProperties.Of(given)).ErrorId);
    }

    [Fact]
    public void So_is_one_that_holds_itself_in_a_list_or_many_times_over()
    {
        var given = new PSObject();
        given.Properties.Add(new PSNoteProperty("List", new ArrayList { given, given, given }));
        given.Properties.Add(new PSNoteProperty("Array", new object[] { given, given }));

        Assert.Equal("ObjectWithoutEnd", Assert.Throws<BizTalkDRException>(() => ObjectProperties.Of(given)).ErrorId);
    }

    [Fact]
    public void A_property_that_its_object_can_not_tell_is_not_told()
    {
        var given = new PSObject();
        given.Properties.Add(new PSNoteProperty("DatabaseName", "A"));
        given.Properties.Add(new PSCodeProperty("Broken", typeof(ObjectPropertiesTests).GetMethod(nameof(Fail))!));

        var properties = ObjectProperties.Of(given);
        Assert.Equal(("A", null), (properties["DatabaseName"], properties["Broken"]));
    }

    /// <summary>A property's getter that fails.</summary>
    public static object Fail(PSObject _) => throw new InvalidOperationException("No.");
}
