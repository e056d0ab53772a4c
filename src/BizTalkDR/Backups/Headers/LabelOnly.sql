-- The media set and family of one file; of a striped backup each file is asked by itself.
RESTORE LABELONLY FROM DISK = @path
