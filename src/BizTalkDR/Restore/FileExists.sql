-- Whether a path exists and is a folder, as this instance sees it: file exists, file is a directory, parent directory exists.
EXECUTE master.dbo.xp_fileexist @path
