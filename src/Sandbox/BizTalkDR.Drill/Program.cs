using BizTalkDR.Drill;

DrillOptions options;
try
{
    options = DrillOptions.Parse(args);
}
catch (FormatException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    await Console.Error.WriteLineAsync("Run it with --help to see what it takes.");
    return 2;
}
if (options.Help)
{
    Console.WriteLine(DrillOptions.Usage);
    return 0;
}
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
return options.Serve ? await ServeCommand.RunAsync(options, stop.Token) : await DrillCommand.RunAsync(options, stop.Token);
