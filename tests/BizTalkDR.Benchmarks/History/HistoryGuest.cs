using System.Diagnostics;
using System.Globalization;
using System.Security;
using BizTalkDR.Drill.Serving;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Benchmarks.History;

/// <summary>The other end of a <see cref="HistoryHost"/>: starts it, waits for it, ends it.</summary>
internal sealed class HistoryGuest : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("biztalkdr-history-");
    private readonly Process host;

    /// <param name="rows">How many rows the job's table has.</param>
    public HistoryGuest(int rows)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
            start.ArgumentList.Add(typeof(HistoryGuest).Assembly.Location);
        foreach (var argument in new[] { HistoryHost.Argument, rows.ToString(CultureInfo.InvariantCulture), folder.FullName })
            start.ArgumentList.Add(argument);
        host = Process.Start(start)!;
        var credentials = new Dictionary<string, InstanceCredential>();
        while (host.StandardOutput.ReadLine() is { } line && line != HistoryHost.Ready)
        {
            var parts = line.Split('\t');
            credentials[parts[0]] = Credential(parts[1]);
        }
        if (host.HasExited)
            throw new InvalidOperationException($"The host of the history ended with exit code {host.ExitCode}.");
        Credentials = new CredentialTable(credentials);
        Topology = TopologyFile.Load(Path.Combine(folder.FullName, "topology.json"));
    }

    public Topology Topology { get; }

    public CredentialTable Credentials { get; }

    public void Dispose()
    {
        host.StandardInput.Close();
        host.WaitForExit();
        host.Dispose();
        folder.Delete(recursive: true);
    }

    private static InstanceCredential Credential(string password)
    {
        using var secure = new SecureString();
        foreach (var character in password)
            secure.AppendChar(character);
        return new InstanceCredential(SandboxTopology.User, secure);
    }
}
