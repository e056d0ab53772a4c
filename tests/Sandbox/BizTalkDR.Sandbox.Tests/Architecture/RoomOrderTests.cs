using BizTalkDR.Tests.Shared.Architecture;

namespace BizTalkDR.Sandbox.Tests.Architecture;

/// <summary>The architecture test itself finds what it is there to find.</summary>
public sealed class RoomOrderTests
{
    private static readonly RoomOrder Order = new("House", ["Cellar", "Cellar/Stairs", ""]);

    [Fact]
    public void A_reference_upwards_is_told_with_both_types()
    {
        var breach = Assert.Single(
            Order.Breaches([
                new TypeReference("House.Cellar.Wine", "House.Roof"),
                new TypeReference("House.Roof", "House.Cellar.Stairs.Step"),
            ])
        );
        Assert.Equal("House.Cellar.Wine uses House.Roof, but Cellar lies below House.", breach);
    }

    [Fact]
    public void A_namespace_that_is_no_rooms_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => Order.Breaches([new TypeReference("House.Attic.Box", "House.Roof")]));

    [Fact]
    public void A_type_used_only_in_a_nested_types_method_or_as_a_generic_argument_is_seen()
    {
        var (_, references) = AssemblyReferences.Read(typeof(RoomOrderTests).Assembly.Location);

        Assert.Contains(new TypeReference(typeof(Samples).FullName!, typeof(UsedInLambda).FullName!), references);
        Assert.Contains(new TypeReference(typeof(Samples).FullName!, typeof(UsedAsArgument).FullName!), references);
        Assert.Contains(new TypeReference(typeof(Samples).FullName!, typeof(UsedInAttributeAttribute).FullName!), references);
    }

    [Fact]
    public void A_file_with_another_namespace_and_a_folder_without_a_place_are_found()
    {
        var folder = Directory.CreateTempSubdirectory("rooms");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "Cellar"));
            Directory.CreateDirectory(Path.Combine(folder.FullName, "Attic"));
            File.WriteAllText(Path.Combine(folder.FullName, "Cellar", "Wine.cs"), "namespace House;\n");
            File.WriteAllText(Path.Combine(folder.FullName, "Attic", "Box.cs"), "namespace House.Attic;\n");

            Assert.Contains("House instead of House.Cellar", Assert.Single(Order.Misnamed(folder.FullName)));
            Assert.Equal(
                [
                    "The folder 'Attic' is not in the list of rooms.",
                    "The room 'Cellar/Stairs' has no source file.",
                    "The room '' has no source file.",
                ],
                Order.Unlisted(folder.FullName)
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

internal sealed class UsedInLambda;

internal sealed class UsedAsArgument;

[AttributeUsage(AttributeTargets.Class)]
internal sealed class UsedInAttributeAttribute : Attribute;

internal static class Samples
{
    internal static Func<object> Lambda => () => new UsedInLambda();

    [UsedInAttribute]
    internal sealed class Nested
    {
        internal List<List<UsedAsArgument>> All { get; } = [];
    }
}
