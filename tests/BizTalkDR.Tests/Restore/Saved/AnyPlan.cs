using System.Collections;
using System.Reflection;
using System.Text;
using BizTalkDR.Restore.Plan;

namespace BizTalkDR.Tests.Restore.Saved;

/// <summary>
/// Plans with every property of every part filled at random, found by reflection: a property that somebody adds to a plan is in them from then on.
/// </summary>
internal sealed class AnyPlan(int seed)
{
    private readonly Random random = new(seed);

    public RestorePlan Make()
    {
        var plan = (RestorePlan)Fill(typeof(RestorePlan), 0)!;
        // What a reader may rely on: a plan has databases, and what is not a recovery has a file.
        return plan with
        {
            Databases = [.. plan.Databases.DefaultIfEmpty((DatabasePlan)Fill(typeof(DatabasePlan), 1)!).Select(WithFiles)],
        };
    }

    /// <summary>The paths of all properties in which two plans differ, with both values.</summary>
    public static IEnumerable<string> Differences(object? left, object? right, string at = "plan")
    {
        if (left is null || right is null)
            return left == right ? [] : [$"{at}: {left ?? "null"} / {right ?? "null"}"];
        if (left is string or ValueType && !IsRecord(left.GetType()) || left is Uri or Version)
            return left.Equals(right) && Equals(Kind(left), Kind(right)) ? [] : [$"{at}: {left} / {right}"];
        if (left is IDictionary table)
            return table
                .Keys.Cast<object>()
                .SelectMany(key => Differences(table[key], ((IDictionary)right)[key], $"{at}[{key}]"))
                .Concat(table.Count == ((IDictionary)right).Count ? [] : [$"{at}: {table.Count} / {((IDictionary)right).Count} entries"]);
        if (left is IEnumerable list)
        {
            var (ours, theirs) = (list.Cast<object?>().ToList(), ((IEnumerable)right).Cast<object?>().ToList());
            return ours.Count != theirs.Count
                ? [$"{at}: {ours.Count} / {theirs.Count} items"]
                : ours.SelectMany((item, index) => Differences(item, theirs[index], $"{at}[{index}]"));
        }
        return Stored(left.GetType())
            .SelectMany(property => Differences(property.GetValue(left), property.GetValue(right), at + "." + property.Name));
    }

    private static object? Kind(object value) => value is DateTime time ? time.Kind : null;

    private DatabasePlan WithFiles(DatabasePlan database) =>
        database with
        {
            Actions =
            [
                .. database.Actions.Select(action =>
                    action.Backup is { Paths.Count: > 0 } ? action : action with { Kind = RestoreActionKind.Recovery }
                ),
            ],
        };

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null;

    private static IEnumerable<PropertyInfo> Stored(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.CanWrite);

    private object? Fill(Type type, int depth)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return random.Next(3) == 0 ? null : Fill(inner, depth);
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(random.Next(Enum.GetValues(type).Length));
        if (type == typeof(string))
            return Text();
        if (type == typeof(bool))
            return random.Next(2) == 0;
        if (type == typeof(int))
            return random.Next(int.MinValue, int.MaxValue);
        if (type == typeof(long))
            return random.NextInt64(long.MinValue, long.MaxValue);
        if (type == typeof(decimal))
            return Lsn();
        if (type == typeof(Guid))
            return new Guid([.. Enumerable.Range(0, 16).Select(_ => (byte)random.Next(256))]);
        if (type == typeof(DateTime))
            return new DateTime(
                random.NextInt64(DateTime.MaxValue.Ticks),
                random.Next(2) == 0 ? DateTimeKind.Unspecified : DateTimeKind.Utc
            );
        if (type == typeof(TimeSpan))
            return new TimeSpan(random.NextInt64(long.MinValue, long.MaxValue));
        if (type == typeof(Version))
            return new Version(random.Next(20), random.Next(100), random.Next(9999), random.Next(9));
        if (type == typeof(Uri))
            return new Uri("https://example.org/" + random.Next());
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return List(type.GetGenericArguments()[0], depth);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
            return Table(type.GetGenericArguments()[1], depth);
        return Record(type, depth);
    }

    private Array List(Type item, int depth)
    {
        var list = Array.CreateInstance(item, random.Next(depth > 2 ? 3 : 5));
        for (var index = 0; index < list.Length; index++)
            list.SetValue(Fill(item, depth + 1), index);
        return list;
    }

    private IDictionary Table(Type item, int depth)
    {
        var table = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), item))!;
        for (var count = random.Next(3); count > 0; count--)
            table[Text() + count] = Fill(item, depth + 1);
        return table;
    }

    private object Record(Type type, int depth)
    {
        Assert.True(IsRecord(type), $"A plan holds a {type}, which no test knows how to fill.");
        var constructor = type.GetConstructors().OrderByDescending(each => each.GetParameters().Length).First();
        var record = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Fill(parameter.ParameterType, depth))]);
        foreach (var property in Stored(type).Where(property => !IsRequiredOrPlain(property) || random.Next(4) > 0 || IsRequired(property)))
            property.SetValue(record, Fill(property.PropertyType, depth + 1) ?? (IsNullable(property) ? null : property.GetValue(record)));
        return record;
    }

    private static bool IsRequiredOrPlain(PropertyInfo property) => IsRequired(property) || !property.PropertyType.IsValueType;

    private static bool IsRequired(PropertyInfo property) =>
        property.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "RequiredMemberAttribute");

    private static bool IsNullable(PropertyInfo property) =>
        new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;

    // Everything that a name, a path or a message may hold: quotes, brackets, line ends, other alphabets, characters outside the basic plane.
    private string Text()
    {
        string[] pieces =
        [
            "]",
            "'",
            "\"",
            "\\",
            "/",
            "\r\n",
            "\t",
            " ",
            "ü",
            "数据",
            "🦆",
            "\u2028",
            "<",
            "&",
            "\0",
            "\u0007",
            "a",
            "Z",
            "_log",
            "{}",
        ];
        var text = new StringBuilder();
        for (var count = random.Next(12); count > 0; count--)
            text.Append(pieces[random.Next(pieces.Length)]);
        return text.ToString();
    }

    // numeric(25,0)
    private decimal Lsn()
    {
        var digits = string.Concat(Enumerable.Range(0, random.Next(1, 26)).Select(_ => (char)('0' + random.Next(10))));
        return decimal.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
    }
}
