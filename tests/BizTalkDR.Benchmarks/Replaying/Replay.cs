using System.Data;
using BizTalkDR.Benchmarks.Harness;
using BizTalkDR.Drill.Serving;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Tds.Tracing;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Benchmarks.Replaying;

/// <summary>
/// A bare loop over Microsoft.Data.SqlClient that sends what was recorded to another sandbox: the same statements on the same connections in
/// the same order. What overlapped may overlap again, and what was sent after an answer is sent after that answer; nothing else is waited for.
/// </summary>
internal sealed class Replay
{
    private readonly Dictionary<long, ReplayConnection> connections = [];
    private readonly List<Moment> moments = [];
    private int failures;

    public Replay(Recording recording, IReplayStand stand)
    {
        var translation = new Translation(recording.OwnValues, stand.OwnValues());
        foreach (var request in recording.Requests)
            Add(request.Arrived, request.Ended, Prepare(request, translation, stand));
        foreach (var call in recording.Calls)
            Add(call.Began, call.Ended, () => Repeat(call, stand));
        moments.Sort((one, other) => one.Number.CompareTo(other.Number));
    }

    /// <summary>How many statements the server refused.</summary>
    public int Failures => failures;

    /// <summary>Sends everything and returns how long it took.</summary>
    public Effort Run() => Effort.Of(Send);

    private void Send()
    {
        using var lanes = new Lanes(MostAtOnce());
        var running = new Dictionary<Action, Task>();
        for (var at = 0; at < moments.Count; at++)
        {
            var moment = moments[at];
            if (!moment.IsArrival)
            {
                if (running.Remove(moment.Work, out var begun))
                    begun.GetAwaiter().GetResult();
            }
            else if (at + 1 < moments.Count && moments[at + 1].Work == moment.Work)
                moment.Work();
            else
                running.Add(moment.Work, lanes.Start(moment.Work));
        }
        Task.WhenAll(running.Values).GetAwaiter().GetResult();
    }

    private void Add(long arrived, long ended, Action work)
    {
        moments.Add(new Moment(arrived, true, work));
        moments.Add(new Moment(ended, false, work));
    }

    private int MostAtOnce()
    {
        var most = 1;
        var now = 0;
        foreach (var moment in moments)
            most = Math.Max(most, now += moment.IsArrival ? 1 : -1);
        return most;
    }

    private Action Prepare(TracedRequest request, Translation translation, IReplayStand stand)
    {
        if (request.Kind == TracedRequestKind.Login)
            connections[request.Connection] = new ReplayConnection(ConnectionString(request, stand));
        var connection = connections[request.Connection];
        var text = translation.Of(request.Text);
        return request.Kind switch
        {
            TracedRequestKind.Login => connection.Open,
            TracedRequestKind.Logout => connection.Close,
            TracedRequestKind.Transaction => () => connection.Transact(text),
            _ => () => Send(connection, ReplayCommand.Of(request, text, translation)),
        };
    }

    private void Send(ReplayConnection connection, ReplayCommand command)
    {
        if (!connection.Execute(command))
            Interlocked.Increment(ref failures);
    }

    // As the engine connects; see InstanceConnector.
    private static string ConnectionString(TracedRequest login, IReplayStand stand)
    {
        var instance = stand.Instances.First(instance => instance.Name == login.Instance);
        return new SqlConnectionStringBuilder
        {
            DataSource = stand.AddressOf(instance),
            InitialCatalog = login.Database,
            ApplicationName = login.Application,
            UserID = SandboxTopology.User,
            Password = instance.SaPassword,
            Encrypt = SqlConnectionEncryptOption.Mandatory,
            TrustServerCertificate = true,
            Pooling = false,
            ConnectRetryCount = 0,
            // The engine tries again when a login takes too long; here it may take as long as it takes.
            ConnectTimeout = 0,
        }.ConnectionString;
    }

    private static void Repeat(ServiceCall call, IReplayStand stand)
    {
        if (call.IsStart)
            stand.Services.Start(call.Computer, call.Service, CancellationToken.None);
        else
            stand.Services.Stop(call.Computer, call.Service, CancellationToken.None);
    }

    private readonly record struct Moment(long Number, bool IsArrival, Action Work);
}
