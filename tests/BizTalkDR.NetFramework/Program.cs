using BizTalkDR.NetFramework;

foreach (var line in args.SelectMany(HeaderListing.Of))
    Console.WriteLine(line);
