-- right: ^(?!.*ran)(?s).*Msg 207,
-- source: Deferred name resolution is for absent tables only
create database $(A)
create table $(A).dbo.t(i int)
go
print 'ran'
insert $(A).dbo.t(j) values(1)
go
