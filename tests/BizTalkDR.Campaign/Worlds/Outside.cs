using System.Globalization;
using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Campaign.Worlds;

/// <summary>All that belongs to others, a line each: databases, jobs, logins, services, log shipping of other groups, backup files.</summary>
internal sealed class Outside
{
    private readonly Dictionary<string, string> lines;

    private Outside(IEnumerable<(string What, string State)> found) => lines = found.ToDictionary(line => line.What, line => line.State);

    public static Outside Of(World world) =>
        new([
            .. world.Instances.SelectMany(instance => Databases(world, instance)),
            .. world.Instances.SelectMany(instance => Jobs(world, instance)),
            .. world.Instances.SelectMany(Logins),
            .. world.Sandbox.Destinations.SelectMany(instance => Shipping(world, instance)),
            .. Services(world),
            .. Files(world),
        ]);

    /// <summary>What is otherwise now, as sentences.</summary>
    public IEnumerable<string> Changes(World world)
    {
        var now = Of(world).lines;
        foreach (var (what, state) in lines)
            if (!now.TryGetValue(what, out var other))
                yield return $"{what} is gone";
            else if (other != state)
                yield return $"{what} was {state} and is {other}";
    }

    private static bool IsOurs(World world, string database) => world.Group.Find(database) is { IsBackedUp: true };

    private static IEnumerable<(string, string)> Databases(World world, SqlInstance instance) =>
        instance
            .Databases.Where(database => database.Id > 4 && !IsOurs(world, database.Name))
            .Select(database => ($"database {database.Name} on {instance.Name}", StateOf(database)));

    // Whatever is written leaves its record in the log; a database that is restored over has another fork.
    private static string StateOf(Database database) =>
        $"{database.State} {database.Options.UserAccess} {database.FamilyGuid} {database.RecoveryForkGuid} {database.Log.Next} {database.RedoStartLsn}";

    private static IEnumerable<(string, string)> Jobs(World world, SqlInstance instance)
    {
        var ours = world
            .Sandbox.LogShipping.Where(shipping => shipping.Instance == instance)
            .SelectMany(shipping => new[] { shipping.HistoryJobName, shipping.RestoreJobName, shipping.MarkJobName })
            .Append(world.Group.BackupJobName)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Rows(instance, "SELECT name, enabled, ISNULL(description, N'') FROM msdb.dbo.sysjobs")
            .Where(row => !ours.Contains((string)row[0]!))
            .Select(row => ($"job '{row[0]}' on {instance.Name}", $"enabled {row[1]} {row[2]}"));
    }

    private static IEnumerable<(string, string)> Logins(SqlInstance instance) =>
        Rows(instance, "SELECT name, sid, is_disabled FROM sys.server_principals WHERE type IN ('S', 'U')")
            .Select(row => ($"login {row[0]} on {instance.Name}", $"{Convert.ToHexString((byte[])row[1]!)} {row[2]}"));

    private static IEnumerable<(string, string)> Shipping(World world, SqlInstance instance)
    {
        var ours = world.Sandbox.Options.GroupName;
        return Rows(
                instance,
                "SELECT s.Description, (SELECT COUNT(*) FROM master.dbo.bts_LogShippingHistory AS h WHERE h.SourceID = s.SourceID) FROM master.dbo.bts_LogShippingSource AS s"
            )
            .Where(row => !((string)row[0]!).StartsWith(ours, StringComparison.Ordinal))
            .Select(row => ($"log shipping of {row[0]} on {instance.Name}", string.Create(CultureInfo.InvariantCulture, $"{row[1]} rows")));
    }

    private static IEnumerable<(string, string)> Services(World world) =>
        world
            .Sandbox.Services.Where(service => service.Name == "W3SVC")
            .Concat(world.Neighbour?.Services ?? [])
            .Select(service => ($"service {service.Name} on {service.Computer.Name}", service.IsAlive ? "running" : "stopped"));

    private static IEnumerable<(string, string)> Files(World world)
    {
        var folder = world.Host.Files.Map(world.Sandbox.Sources[0].ComputerName, world.Sandbox.BackupPath)!;
        return Directory
            .EnumerateFiles(folder)
            .Select(file => new FileInfo(file))
            .Select(file =>
                (
                    $"backup file {file.Name}",
                    string.Create(CultureInfo.InvariantCulture, $"{file.Length} bytes of {file.LastWriteTimeUtc:O}")
                )
            );
    }

    private static IReadOnlyList<object?[]> Rows(SqlInstance instance, string query)
    {
        using var session = instance.OpenInternalSession("campaign");
        return session.Perform(query).Results[0].Rows;
    }
}
