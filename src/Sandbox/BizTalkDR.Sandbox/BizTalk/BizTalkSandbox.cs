using System.Net;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.BizTalk;

/// <summary>
/// A ready-made production and disaster recovery side: source instances with a BizTalk group and its backup job, destination instances
/// with log shipping, BizTalk computers, a file share and a workload.
/// </summary>
public sealed class BizTalkSandbox : IAsyncDisposable
{
    private static readonly TimeSpan ReconnectPace = TimeSpan.FromMilliseconds(250);
    private readonly CancellationTokenSource ended = new();
    private readonly bool ownsHost;
    private readonly Task reconnecting;

    private BizTalkSandbox(
        SandboxHost host,
        BizTalkSandboxOptions options,
        BizTalkGroup group,
        IReadOnlyList<LogShippingDestination> logShipping,
        IReadOnlyList<BizTalkComputer> computers,
        bool ownsHost
    )
    {
        this.ownsHost = ownsHost;
        (Host, Options, Group, LogShipping, Computers) = (host, options, group, logShipping, computers);
        Workload = new Workload(group, options.Seed, () => Services.Any(service => service is { IsHostInstance: true, IsAlive: true }));
        reconnecting = Task.Run(ReconnectAsync);
    }

    /// <summary>The sandbox.</summary>
    public SandboxHost Host { get; }

    /// <summary>How it was set up.</summary>
    public BizTalkSandboxOptions Options { get; }

    /// <summary>The group on the source instances.</summary>
    public BizTalkGroup Group { get; }

    /// <summary>The source instances; the first one has the management database.</summary>
    public IReadOnlyList<SqlInstance> Sources => Group.Instances;

    /// <summary>The destination instances.</summary>
    public IReadOnlyList<SqlInstance> Destinations => [.. LogShipping.Select(destination => destination.Instance)];

    /// <summary>Log shipping, one for each destination instance.</summary>
    public IReadOnlyList<LogShippingDestination> LogShipping { get; }

    /// <summary>The BizTalk computers; the first one is the master secret server.</summary>
    public IReadOnlyList<BizTalkComputer> Computers { get; }

    /// <summary>All services of all computers.</summary>
    public IEnumerable<BizTalkService> Services => Computers.SelectMany(computer => computer.Services);

    /// <summary>The messages. It writes nothing until it is told to, and never while no host instance runs.</summary>
    public Workload Workload { get; }

    /// <summary>The share that backups go to.</summary>
    public string BackupPath => Options.BackupPath;

    /// <summary>Stands the topology up: services run, the backup job and the log shipping jobs are enabled and have not run yet.</summary>
    public static async Task<BizTalkSandbox> CreateAsync(BizTalkSandboxOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new BizTalkSandboxOptions();
        var host = new SandboxHost(options.Root, new SandboxClock { TimeZone = options.TimeZone });
        if (options.StartTime is { } start && start > host.Clock.Now)
            host.Clock.Advance(start - host.Clock.Now);
        try
        {
            var sandbox = await Task.Run(() => Build(host, options, null), cancellation).ConfigureAwait(false);
            await sandbox.StartServicesAsync(cancellation).ConfigureAwait(false);
            host.IsLive = options.IsLive;
            return sandbox;
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Stands another group up in the same sandbox: test beside production, old beside new. Instances that are there are shared, on either side;
    /// their databases need other names, and log shipping's jobs on a shared destination serve both groups.
    /// </summary>
    /// <param name="options">The other group: its name and the suffix of its databases must differ.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>It, to be disposed of before this one.</returns>
    public async Task<BizTalkSandbox> AddGroupAsync(BizTalkSandboxOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var other = await Task.Run(() => Build(Host, options, Group.BackupPassword), cancellation).ConfigureAwait(false);
        await other.StartServicesAsync(cancellation).ConfigureAwait(false);
        return other;
    }

    /// <summary>The destination instance that takes the databases of a source instance.</summary>
    public SqlInstance DestinationOf(SqlInstance source) => Destinations[Sources.ToList().IndexOf(source) % Destinations.Count];

    /// <summary>Starts all services, the master secret server's Single Sign-On first.</summary>
    /// <exception cref="BizTalkServiceException">One did not start.</exception>
    public async Task StartServicesAsync(CancellationToken cancellation = default)
    {
        foreach (var service in Computers.Select(computer => computer.Find(BizTalkComputer.SingleSignOn)!).Concat(Services))
            await service.StartAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Stops all services, the master secret server's Single Sign-On last.</summary>
    /// <exception cref="BizTalkServiceException">One did not stop.</exception>
    public async Task StopServicesAsync(CancellationToken cancellation = default)
    {
        foreach (var service in Services.Reverse().OrderBy(service => service.Name == BizTalkComputer.SingleSignOn))
            await service.StopAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Runs the backup job now and waits for its end.</summary>
    public Task<JobOutcome> RunBackupJobAsync(CancellationToken cancellation = default) =>
        RunJobAsync(Group.Management.Instance, Group.BackupJobName, cancellation);

    /// <summary>Runs the two log shipping jobs of every destination now: first all histories, then all restores.</summary>
    public async Task<IReadOnlyList<JobOutcome>> RunLogShippingAsync(CancellationToken cancellation = default)
    {
        var histories = LogShipping.Select(destination => RunJobAsync(destination.Instance, destination.HistoryJobName, cancellation));
        var outcomes = new List<JobOutcome>(await Task.WhenAll(histories).ConfigureAwait(false));
        var restores = LogShipping.Select(destination => RunJobAsync(destination.Instance, destination.RestoreJobName, cancellation));
        outcomes.AddRange(await Task.WhenAll(restores).ConfigureAwait(false));
        return outcomes;
    }

    /// <summary>Lets time pass, with all that the schedules start in it.</summary>
    public Task AdvanceAsync(TimeSpan span, CancellationToken cancellation = default) => Host.AdvanceAsync(span, cancellation);

    /// <summary>Starts a job as sp_start_job does and waits for its end.</summary>
    /// <exception cref="SqlServerException">It could not be started: 14262, 22022.</exception>
    public static async Task<JobOutcome> RunJobAsync(SqlInstance instance, string jobName, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(instance);
        using var session = instance.OpenInternalSession("BizTalk sandbox", "msdb");
        var last = session.Perform("SELECT ISNULL(MAX(instance_id), 0) AS id FROM dbo.sysjobhistory").Results[0].Rows[0][0]!;
        while (!TryStart(session, instance, jobName))
            await instance.Agent.WaitForJobAsync(jobName, cancellation).ConfigureAwait(false);
        await instance.Agent.WaitForJobAsync(jobName, cancellation).ConfigureAwait(false);
        var history = session
            .Perform(
                """
                SELECT h.step_id, h.run_status, h.message
                FROM dbo.sysjobhistory AS h
                INNER JOIN dbo.sysjobs AS j ON j.job_id = h.job_id
                WHERE j.name = @name AND h.instance_id > @last
                ORDER BY h.instance_id
                """,
                ("@name", jobName),
                ("@last", last)
            )
            .Results[0]
            .Rows;
        var outcome = history.LastOrDefault(row => (int)row[0]! == 0);
        if (outcome is null)
            return new JobOutcome(jobName, false, "The job left no outcome in its history.");
        var failed = history.LastOrDefault(row => (int)row[0]! != 0 && (int)row[1]! == 0);
        return new JobOutcome(jobName, (int)outcome[1]! == 1, string.Join("  ", new[] { outcome[2], failed?[2] }.OfType<string>()));
    }

    /// <summary>Starts a job, unless its schedule has just done so.</summary>
    private static bool TryStart(SqlSession session, SqlInstance instance, string jobName)
    {
        try
        {
            session.Perform("EXEC dbo.sp_start_job @job_name = @name", ("@name", jobName));
            return true;
        }
        catch (SqlServerException refused) when (refused.Error.Number == 22022 && instance.Agent.IsRunning)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Workload.DisposeAsync().ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        await reconnecting.ConfigureAwait(false);
        foreach (var service in Services)
            service.Dispose();
        if (ownsHost)
            await Host.DisposeAsync().ConfigureAwait(false);
        ended.Dispose();
    }

    private static BizTalkSandbox Build(SandboxHost host, BizTalkSandboxOptions options, string? backupPassword)
    {
        var share = options.BackupPath.Split('\\', StringSplitOptions.RemoveEmptyEntries);
        if (options.BackupPath.StartsWith(@"\\", StringComparison.Ordinal) && share.Length >= 2)
            host.Files.CreateShare(share[0], share[1]);
        var port = options.PortBase;
        int NextPort() => port == 0 ? 0 : port++;

        // The job makes its linked servers itself, and everybody goes there as himself: sa can only with one password on all of them.
        string? password = null;
        var sources = options
            .SourceNames.Select(name =>
                host.FindInstance(name)
                ?? host.AddInstance(
                    new SqlInstanceOptions
                    {
                        Name = name,
                        SaPassword = password,
                        Version = options.SourceVersion,
                        EndPoint = new IPEndPoint(IPAddress.Loopback, NextPort()),
                        DataPath = @"D:\Data",
                        LogPath = @"E:\Log",
                        OffersEncryption = options.OffersEncryption,
                    }
                )
            )
            .Select(instance =>
            {
                password ??= instance.SaPassword;
                return instance;
            })
            .ToList();
        var group = BizTalkGroup.Create(host, sources, options, backupPassword);
        var destinations = options
            .DestinationNames.Select(name =>
                host.FindInstance(name)
                ?? host.AddInstance(
                    new SqlInstanceOptions
                    {
                        Name = name,
                        Version = options.DestinationVersion,
                        EndPoint = new IPEndPoint(IPAddress.Loopback, NextPort()),
                        DataPath = @"F:\DRData",
                        LogPath = @"G:\DRLog",
                        OffersEncryption = options.OffersEncryption,
                    }
                )
            )
            .Select(instance => LogShippingDestination.Install(instance, options.JobNames, group.Schema))
            .ToList();
        if (destinations.Count == 1)
            destinations[0].Configure(group, null);
        else
            for (var i = 0; i < sources.Count && destinations.Count > 0; i++)
                destinations[i % destinations.Count].Configure(group, sources[i]);

        var computers = new List<BizTalkComputer>();
        foreach (var name in options.ComputerNames)
            computers.Add(BizTalkComputer.Create(group, name, computers.FirstOrDefault()));
        return new BizTalkSandbox(host, options, group, destinations, computers, ownsHost: backupPassword is null);
    }

    private async Task ReconnectAsync()
    {
        while (!ended.IsCancellationRequested)
        {
            foreach (var service in Services)
                service.Reconnect();
            await Task.Delay(ReconnectPace, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
