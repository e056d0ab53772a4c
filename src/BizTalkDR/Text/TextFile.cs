using System.Text;

namespace BizTalkDR.Text;

/// <summary>Text in files.</summary>
public static class TextFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// Writes a text to a file as UTF-8, replacing it. A file that holds just that is not touched: its time stays, and who writes knows that nothing has
    /// changed.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="text">The text.</param>
    /// <param name="withIdentifier">Whether the text begins with the mark by which sqlcmd and SSMS know UTF-8.</param>
    /// <returns>Whether the file was written.</returns>
    public static bool Write(string path, string text, bool withIdentifier = false)
    {
        byte[] bytes = [.. withIdentifier ? Encoding.UTF8.GetPreamble() : [], .. Utf8.GetBytes(text)];
        if (Holds(path, bytes))
            return false;
        File.WriteAllBytes(path, bytes);
        return true;
    }

    // What can't be read is written, or tells then why it can't be.
    private static bool Holds(string path, byte[] bytes)
    {
        try
        {
            return File.Exists(path) && new FileInfo(path).Length == bytes.Length && File.ReadAllBytes(path).SequenceEqual(bytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
