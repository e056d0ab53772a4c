-- In msdb: marks a job as switched off, beside its description, in which there was no room. The newest mark counts.
IF EXISTS (SELECT * FROM sys.extended_properties WHERE class = 0 AND name = @name)
    EXEC sys.sp_dropextendedproperty @name = @name
EXEC sys.sp_addextendedproperty @name = @name, @value = @value
