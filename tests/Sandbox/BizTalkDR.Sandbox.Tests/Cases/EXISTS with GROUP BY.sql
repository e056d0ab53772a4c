-- right: yes
-- source: EXISTS: the select list of its subquery is not looked at
declare @t table(id int, d varchar(10))
insert @t values(1,'a'),(2,'a')
if exists(select * from @t group by d having count(*)<>1) print 'yes'
go
