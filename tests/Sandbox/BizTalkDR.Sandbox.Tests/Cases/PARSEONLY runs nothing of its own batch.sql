-- right: ^(?!.*ran)(?s)
-- source: SET PARSEONLY: set when the batch is parsed
set parseonly on
print 'ran'
go
print 'ran'
go
set parseonly off
go
