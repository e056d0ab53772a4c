using System.Globalization;

namespace BizTalkDR.Drill;

/// <summary>What the command line asks for.</summary>
internal sealed record DrillOptions
{
    /// <summary>Keep a sandbox running instead of drilling.</summary>
    public bool Serve { get; init; }

    /// <summary>One JSON object on standard output and nothing else.</summary>
    public bool Json { get; init; }

    public bool Help { get; init; }

    /// <summary>What the workload and the damage are drawn from.</summary>
    public int Seed { get; init; } = 1;

    public bool DocumentedOrder { get; init; }

    public string Report { get; init; } = Path.Combine("out", "drill", "report.html");

    /// <summary>The first TCP port of serve; the instances take it and the next ones. 0 takes free ones.</summary>
    public int PortBase { get; init; }

    internal const string Usage = """
        Rehearses a failback of a BizTalk group on a sandbox: nothing is installed, nothing real is touched.

        dotnet run --project src/Sandbox/BizTalkDR.Drill -- [options]
          --seed N             what workload and damage are drawn from (1)
          --documented-order   drop production before the destination is backed up, as Microsoft's page does
          --report FILE        where the report goes (out/drill/report.html)
          --json               one JSON object on standard output and nothing else

        dotnet run --project src/Sandbox/BizTalkDR.Drill -- serve [options]
          Stands the same group up and keeps shipping its logs until standard input closes or Ctrl+C. Prints one JSON line:
          instances with role, name, address, user and password; the backup share; the path of a topology file; the control of services.
          --port-base N        the first TCP port (free ones)
          --seed N             as above

        Exit code: 0 all proven, 1 something is not, 2 the command line is wrong.
        """;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">An option is unknown, or its value is missing or no number.</exception>
    internal static DrillOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new DrillOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            string Value() => ++i < arguments.Count ? arguments[i] : throw new FormatException($"{name} needs a value.");
            int Number(int least, int most) =>
                int.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                    ? number
                    : throw new FormatException($"{name} takes a whole number from {least} to {most}.");
            options = name switch
            {
                "serve" when i == 0 => options with { Serve = true },
                "--json" when !options.Serve => options with { Json = true },
                "--seed" => options with { Seed = Number(0, int.MaxValue) },
                "--documented-order" when !options.Serve => options with { DocumentedOrder = true },
                "--report" when !options.Serve => options with { Report = Value() },
                "--port-base" when options.Serve => options with { PortBase = Number(1024, 65000) },
                "--help" or "-h" or "-?" or "/?" => options with { Help = true },
                _ => throw new FormatException($"'{name}' is not an option{(options.Serve ? " of serve" : "")}."),
            };
        }
        return options;
    }
}
