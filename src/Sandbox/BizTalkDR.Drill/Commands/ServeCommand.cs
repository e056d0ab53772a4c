using System.Text.Encodings.Web;
using System.Text.Json;
using BizTalkDR.Drill.Serving;
using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Topologies;
using Spectre.Console.Cli;

namespace BizTalkDR.Drill.Commands;

/// <summary>serve: keeps a sandbox with log shipping running for others to connect to.</summary>
internal sealed class ServeCommand : AsyncCommand<ServeSettings>
{
    internal const string Description =
        "Stands the same group up and keeps shipping its logs until standard input closes or Ctrl+C. Prints one JSON line: "
        + "instances with role, name, address, user and password; the backup share; the path of a topology file; the control of services; "
        + "and whose script made which part of the group.";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>How much sandbox time passes in a second: a backup every 15 minutes comes every 7.5 seconds.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(2);

    public override async Task<int> ExecuteAsync(CommandContext context, ServeSettings options, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var sandbox = await BizTalkSandbox
            .CreateAsync(
                new BizTalkSandboxOptions
                {
                    Seed = options.Seed,
                    PortBase = options.PortBase,
                    SchemaFolder = options.BizTalkSchema,
                },
                cancellation
            )
            .ConfigureAwait(false);
        using var control = new ServiceControlServer(new SandboxServiceController(sandbox.Computers));
        sandbox.Workload.Start();
        // Two backup rounds first, so that whoever connects finds marks and restoring databases.
        for (var round = 0; round < 3; round++)
            await sandbox.AdvanceAsync(TimeSpan.FromMinutes(sandbox.Options.BackupEveryMinutes), cancellation).ConfigureAwait(false);

        var folder = Directory.CreateDirectory(Path.Combine("out", "serve")).FullName;
        var topologyPath = Path.Combine(folder, "topology.json");
        TopologyFile.Save(SandboxTopology.Of(sandbox, instance => instance.Name), topologyPath);
        var scriptPath = Path.Combine(folder, "services.ps1");
        await File.WriteAllTextAsync(scriptPath, control.Script, cancellation).ConfigureAwait(false);

        Console.WriteLine(JsonSerializer.Serialize(Describe(sandbox, topologyPath, scriptPath, control.Address), Json));
        await Console.Out.FlushAsync(cancellation).ConfigureAwait(false);
        _ = Task.Run(() => WaitForEndOfInput(stop), CancellationToken.None);
        await ShipAsync(sandbox, stop.Token).ConfigureAwait(false);
        return 0;
    }

    private static async Task ShipAsync(BizTalkSandbox sandbox, CancellationToken stopped)
    {
        try
        {
            while (!stopped.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), stopped).ConfigureAwait(false);
                await sandbox.AdvanceAsync(Pace, stopped).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The end was asked for.
        }
    }

    private static void WaitForEndOfInput(CancellationTokenSource stop)
    {
        while (Console.In.ReadLine() is not null) { }
        stop.Cancel();
    }

    private static object Describe(BizTalkSandbox sandbox, string topology, string services, string control) =>
        new
        {
            Instances = sandbox
                .Sources.Select(instance => Describe(instance, "source"))
                .Concat(sandbox.Destinations.Select(instance => Describe(instance, "destination"))),
            BackupShare = sandbox.BackupPath,
            BackupFolder = sandbox.Host.Files.Map(sandbox.Sources[0].ComputerName, sandbox.BackupPath),
            ManagementDatabase = sandbox.Group.Management.Name,
            Topology = topology,
            ServiceScript = services,
            ServiceControl = control,
            Scripts = sandbox.Group.Parts.Select(Describe),
        };

    private static object Describe(SchemaPart part) =>
        new
        {
            Part = part.What,
            part.File,
            part.Refused,
        };

    private static object Describe(BizTalkDR.Sandbox.Hosting.SqlInstance instance, string role) =>
        new
        {
            Role = role,
            instance.Name,
            Address = SandboxTopology.AddressOf(instance),
            SandboxTopology.User,
            Password = instance.SaPassword,
        };
}
