-- right: yes
-- source: EXISTS: the subquery has a row
declare @t table(id int)
if exists(select count(*) from @t) print 'yes'
go
