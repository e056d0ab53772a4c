-- One row: File Exists, File is a Directory, Parent Directory Exists.
EXEC master.dbo.xp_fileexist @path
