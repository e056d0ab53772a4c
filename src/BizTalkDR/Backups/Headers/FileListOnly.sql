-- The database files in one backup set.
RESTORE FILELISTONLY FROM DISK = @path WITH FILE = @position
