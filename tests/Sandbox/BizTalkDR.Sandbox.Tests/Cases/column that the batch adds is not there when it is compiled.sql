-- right: ^(?!.*ran)(?s).*Msg 207,
-- source: ALTER TABLE and a use of the new column need batches of their own
create database $(A)
create table $(A).dbo.t(i int)
go
print 'ran'
alter table $(A).dbo.t add j int
select j from $(A).dbo.t
go
