-- right: ^(?!.*ran)(?s).*Msg 207,
-- source: Deferred name resolution is for absent tables only
print 'ran'
select nosuchcolumn from sys.databases
go
