using System.Globalization;

namespace BizTalkDR.PowerShell.Tests.Hosting;

/// <summary>Lets the test's thread speak another language, for a while.</summary>
internal sealed class InCulture : IDisposable
{
    private readonly CultureInfo before = CultureInfo.CurrentCulture;

    public InCulture(string name) => CultureInfo.CurrentCulture = new CultureInfo(name);

    public void Dispose() => CultureInfo.CurrentCulture = before;
}
