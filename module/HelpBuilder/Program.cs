using BizTalkDR.HelpBuilder;

if (args is not [var pagesFolder, var helpFile])
{
    Console.Error.WriteLine("Usage: BizTalkDR.HelpBuilder <folder with one .md page per cmdlet> <help file to write>");
    return 2;
}

try
{
    var pages = Directory.GetFiles(pagesFolder, "*-*.md").Order(StringComparer.Ordinal).Select(HelpPage.Read).ToList();
    Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(helpFile))!);
    MamlWriter.Write(pages, helpFile);
    return 0;
}
catch (FormatException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
