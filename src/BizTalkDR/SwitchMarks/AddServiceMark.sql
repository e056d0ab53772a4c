-- In msdb: marks a service as switched off. One that is marked already keeps its first mark.
IF NOT EXISTS (SELECT * FROM sys.extended_properties WHERE class = 0 AND name = @name)
    EXEC sys.sp_addextendedproperty @name = @name, @value = @value
