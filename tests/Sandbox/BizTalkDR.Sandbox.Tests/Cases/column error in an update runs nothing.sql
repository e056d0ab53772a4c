-- right: ^(?!.*ran)(?s).*Msg 207,
-- source: Deferred name resolution is for absent tables only
create database $(A)
create table $(A).dbo.t(i int)
go
print 'ran'
update $(A).dbo.t set j=1
go
