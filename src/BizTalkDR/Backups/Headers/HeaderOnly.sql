-- Every backup set in a file.
RESTORE HEADERONLY FROM DISK = @path
