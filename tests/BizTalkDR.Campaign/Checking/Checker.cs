using BizTalkDR.Campaign.Attempts;
using BizTalkDR.Campaign.Breakages;
using BizTalkDR.Campaign.Worlds;
using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Campaign.Checking;

/// <summary>What must hold after every run, whatever was broken in it: the one judge of all kinds.</summary>
internal static class Checker
{
    /// <summary>What is wrong, as sentences; empty when nothing is.</summary>
    public static IReadOnlyList<string> Check(Play play, Breakage kind)
    {
        var world = play.World;
        var last = play.Ends[^1];
        return
        [
            .. play.Wrong,
            .. world.Guard.Violations,
            .. world.Outside.Changes(world).Select(change => $"outside of the group: {change}"),
            .. play.Ends.Where(end => end.Kind == AttemptEndKind.Broken).Select(end => $"a run broke: {end}"),
            .. last.Kind switch
            {
                AttemptEndKind.Ended => Ended(play, kind),
                AttemptEndKind.Refused => Refused(play, kind, last),
                AttemptEndKind.Broken => WhereItStands(world),
                _ => [$"it does not come to an end: {last}", .. WhereItStands(world)],
            },
        ];
    }

    private static IEnumerable<string> Ended(Play play, Breakage kind)
    {
        var world = play.World;
        if (kind.MustRefuse && play.IsBroken)
            yield return "it ended well where it had to refuse";
        else
        {
            foreach (var wrong in Production(world))
                yield return wrong;
            foreach (var database in world.Group.BackedUpDatabases)
                if (world.Copy(database) is { State: DatabaseState.Online })
                    yield return $"it ended, and the copy of {database.Name} is still online on the destination";
        }
        foreach (var forgotten in world.Switches.Forgotten(journal: ""))
            yield return $"it ended, and {forgotten}";
    }

    /// <summary>All of production is back, at one mark, with all that was committed before it and nothing else.</summary>
    private static IEnumerable<string> Production(World world)
    {
        var marks = new Dictionary<string, string>();
        foreach (var database in world.Group.BackedUpDatabases)
        {
            if (world.Production(database) is not { State: DatabaseState.Online } production)
            {
                yield return $"production's {database.Name} is not online";
                continue;
            }
            var (before, now) = (world.Before.Databases[database.Name], Worlds.ProductionBefore.Of(production));
            var content = Content.Of(world, database, production);
            marks[database.Name] = content.LastMark ?? "no mark";
            if (now.Family != before.Family)
                yield return $"production's {database.Name} is another database";
            if (now.Fork == before.Fork)
                yield return $"production's {database.Name} was never restored";
            if (now.Settings != before.Settings)
                yield return $"production's {database.Name} had {before.Settings} and has {now.Settings}";
            foreach (var wrong in Messages(world, database, content))
                yield return wrong;
        }
        if (marks.Values.Distinct().Count() > 1)
            yield return $"production is at several marks: {string.Join(", ", marks.Select(pair => $"{pair.Key} {pair.Value}"))}";
        var order = Content.MarkOrder(world);
        if (
            world.OldestGoodMark is { } oldest
            && marks.Values.FirstOrDefault(mark => order.GetValueOrDefault(mark, -1) < order[oldest]) is { } behind
        )
            yield return $"production was put back to {behind}, behind {oldest}";
    }

    private static IEnumerable<string> Messages(World world, BizTalkDatabase database, Content content)
    {
        var lived = world.Lived.Where(one => one.Database == database).Select(one => one.Number).ToList();
        var (missing, extra) = (content.Missing(world), content.Extra(world, lived));
        if (missing + extra > 0)
            yield return $"production's {database.Name} has {missing} messages missing and {extra} too many against {content.LastMark}";
        if (content.Numbers is not null && lived.Except(content.Numbers).Any())
            yield return $"production's {database.Name} has lost what came in after the failback had given it back";
    }

    private static IEnumerable<string> Refused(Play play, Breakage kind, AttemptEnd end)
    {
        if (!kind.MayRefuse)
            yield return $"it refuses, and all that was broken is mended: {end}";
        else if (!play.Reasons.Exists(reason => end.Text.Contains(reason, StringComparison.OrdinalIgnoreCase)))
            yield return $"it refuses for a reason that is not true: {end}; true is one of: {string.Join(", ", play.Reasons)}";
        foreach (var wrong in WhereItStands(play.World))
            yield return wrong;
        foreach (var forgotten in play.World.Switches.Forgotten(play.World.JournalText))
            yield return forgotten;
    }

    /// <summary>A failback that is not over: nothing is lost, and nothing is recovered elsewhere than at the mark.</summary>
    private static IEnumerable<string> WhereItStands(World world)
    {
        var left = new Dictionary<string, HashSet<string>>();
        foreach (var database in world.Group.BackedUpDatabases)
        {
            var before = world.Before.Databases[database.Name];
            var lived = world.Lived.Where(one => one.Database == database).Select(one => one.Number).ToList();
            var marks = new HashSet<string>();
            if (world.Production(database) is { State: DatabaseState.Online } production)
            {
                var content = Content.Of(world, database, production);
                if (content.Fork != before.Fork && !content.IsWhole(world, lived))
                    yield return $"production's {database.Name} was recovered elsewhere than at the mark: {content.Missing(world)} missing, {content.Extra(world, lived)} too many";
                marks.UnionWith(content.Fork == before.Fork ? Content.MarkOrder(world).Keys : [content.LastMark ?? ""]);
            }
            if (world.Copy(database) is { State: DatabaseState.Online } copy)
            {
                var content = Content.Of(world, database, copy);
                if (!content.IsWhole(world, world.Intruders))
                    yield return $"the copy of {database.Name} was recovered elsewhere than at the mark";
                marks.Add(content.LastMark ?? "");
            }
            else if (world.Copy(database) is { State: DatabaseState.Restoring })
                marks.UnionWith(Content.MarkOrder(world).Keys);
            marks.UnionWith(
                world
                    .Guard.Probe.Of(database)
                    .Where(content => content.IsWhole(world, world.Intruders))
                    .Select(content => content.LastMark!)
            );
            left[database.Name] = marks;
        }
        if (!left.Values.SelectMany(marks => marks).Any(mark => left.Values.All(marks => marks.Contains(mark))))
            yield return $"production is lost: {string.Join(", ", left.Where(pair => pair.Value.Count == 0).Select(pair => pair.Key))} is nowhere any more, or at other marks";
    }
}
