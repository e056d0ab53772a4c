-- In msdb: takes a mark away, if it is there.
IF EXISTS (SELECT * FROM sys.extended_properties WHERE class = 0 AND name = @name)
    EXEC sys.sp_dropextendedproperty @name = @name
