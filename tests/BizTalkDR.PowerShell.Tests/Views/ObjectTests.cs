using System.Collections;
using System.Collections.ObjectModel;
using System.Reflection;
using System.Runtime.CompilerServices;
using BizTalkDR.Backups;
using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Tests.Hosting;

namespace BizTalkDR.PowerShell.Tests.Views;

/// <summary>Objects that cmdlets write, and all that hangs on them: they read well in strings, and their lists index and count.</summary>
public sealed class ObjectTests : CmdletTests
{
    private static readonly IReadOnlyList<Type> Types = Reached();

    [Fact]
    public void Every_object_says_in_a_string_what_it_is() =>
        Assert.Empty(
            Types.Where(type =>
                type.GetMethod(nameof(ToString), [])!.GetCustomAttribute<CompilerGeneratedAttribute>() is not null
                || type.GetMethod(nameof(ToString), [])!.DeclaringType == typeof(object)
            )
        );

    [Fact]
    public void Nothing_that_is_shown_calls_itself_by_the_name_of_a_type() =>
        Assert.All(
            ViewSamples.All,
            sample =>
            {
                Session["sample"] = sample;
                var text = (string)Assert.Single(Run("\"$sample\"").Output);
                Assert.DoesNotContain("BizTalkDR.", text, StringComparison.Ordinal);
                Assert.DoesNotContain(" { ", text, StringComparison.Ordinal);
                Assert.NotEqual("", text);
            }
        );

    [Fact]
    public void No_property_is_a_sequence_that_can_neither_be_counted_nor_indexed() =>
        Assert.Empty(
            Properties()
                .Where(property =>
                    property.PropertyType is { IsGenericType: true } type
                    && type.GetGenericTypeDefinition() is var open
                    && (open == typeof(IEnumerable<>) || open == typeof(IReadOnlyCollection<>))
                )
                .Select(property => $"{property.DeclaringType}.{property.Name}")
        );

    // Arrays have methods of these names: of $array.Address PowerShell shows the method, not the elements' addresses.
    private static readonly string[] NamesOfArrays = ["Address", "Get", "Set"];

    [Fact]
    public void A_list_is_an_array_whatever_it_was_made_of_unless_that_would_hide_a_property_of_its_elements() =>
        Assert.Empty(
            Properties()
                .Where(property =>
                    property.CanWrite
                    && property.PropertyType is { IsGenericType: true } type
                    && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
                    && !property.DeclaringType!.Assembly.GetName().Name!.EndsWith("BackupMedia", StringComparison.Ordinal)
                )
                .Where(property =>
                {
                    var element = property.PropertyType.GenericTypeArguments[0];
                    var list = Activator.CreateInstance(
                        typeof(ReadOnlyCollection<>).MakeGenericType(element),
                        Array.CreateInstance(element, 0)
                    );
                    var thing = RuntimeHelpers.GetUninitializedObject(property.DeclaringType!);
                    property.SetValue(thing, list);
                    var isHidden = element.GetProperties().Any(each => NamesOfArrays.Contains(each.Name, StringComparer.OrdinalIgnoreCase));
                    return property.GetValue(thing) is Array == isHidden;
                })
                .Select(property => $"{property.DeclaringType}.{property.Name}")
        );

    [Fact]
    public void Lists_that_are_made_when_asked_for_index_and_count_too()
    {
        Session["set"] = ViewSamples.All.OfType<BackupSet>().First();
        Session["verification"] = ViewSamples.All.OfType<DatabaseSets.DatabaseSetVerification>().First();
        Session["plan"] = ViewSamples.All.OfType<Restore.Plan.RestorePlan>().First();
        Assert.Equal(
            ["2", "PROD-SQL1/BizTalkRuleEngineDb", "1", "3", "Log"],
            Run(
                "$set.Databases.Count; $set.Databases[-1]; $verification.Differences.Count; $plan.Databases[0].RollForward.Count; "
                    + "$plan.Databases[0].RollForward[1].Kind"
            )
                .Output.Select(value => $"{value}")
        );
    }

    private static IEnumerable<PropertyInfo> Properties() =>
        Types.SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly));

    /// <summary>The types with a view, the errors' lists, and what is found from there.</summary>
    private static List<Type> Reached()
    {
        var found = new List<Type>();
        var open = new Queue<Type>(ViewSamples.All.Select(sample => sample.GetType()).Distinct());
        while (open.TryDequeue(out var type))
        {
            if (found.Contains(type))
                continue;
            found.Add(type);
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            foreach (var part in Parts(property.PropertyType).Where(IsOurs))
                open.Enqueue(part);
        }
        return found;
    }

    private static IEnumerable<Type> Parts(Type type) => type.GenericTypeArguments.SelectMany(Parts).Append(type);

    private static bool IsOurs(Type type) =>
        type.Namespace?.StartsWith("BizTalkDR", StringComparison.Ordinal) == true
        && !type.IsEnum
        && !type.IsAssignableTo(typeof(BizTalkDRException))
        && !type.IsAssignableTo(typeof(IEnumerable));
}
