-- right: Msg 102,(?s).*went on
-- source: EXECUTE: a string is a batch of its own
exec('select (')
print 'went on'
go
