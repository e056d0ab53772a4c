using System.ComponentModel;
using System.Diagnostics;
using BizTalkDR.NetFramework;

namespace BizTalkDR.BackupMedia.Tests;

/// <summary>What ships for Windows PowerShell 5.1, run where there is no Windows: by Mono, whose class library is another one.</summary>
public sealed class NetFrameworkTests
{
    [Fact]
    public async Task The_net472_build_reads_the_files_of_real_servers_as_the_one_for_PowerShell_7_does()
    {
        var expected = RealBackups.All.SelectMany(HeaderListing.Of).ToList();
        Assert.NotEmpty(expected);

        Assert.Equal(expected, await UnderMono(RealBackups.All));
    }

    private static async Task<IReadOnlyList<string>> UnderMono(IReadOnlyList<string> files)
    {
        var program = Path.Combine(Metadata("NetFrameworkProgram"), "BizTalkDR.NetFramework.exe");
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("mono", [program, .. files]) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            Assert.Skip("Mono is not here: on Debian, apt-get install mono-runtime.");
        }
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", await errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Metadata(string key) =>
        typeof(NetFrameworkTests)
            .Assembly.GetCustomAttributes(typeof(System.Reflection.AssemblyMetadataAttribute), false)
            .Cast<System.Reflection.AssemblyMetadataAttribute>()
            .Single(data => data.Key == key)
            .Value!;
}
