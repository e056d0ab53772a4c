-- right: before \| after\n  > 1 \| 1\n
-- source: DATABASEPROPERTYEX, LastGoodCheckDbTime: 1900-01-01 before
create database $(A)
declare @b datetime=cast(databasepropertyex('$(A)','LastGoodCheckDbTime') as datetime)
dbcc checkdb('$(A)') with no_infomsgs
select case when @b='19000101' then 1 else 0 end before, case when datediff(day,cast(databasepropertyex('$(A)','LastGoodCheckDbTime') as datetime),getdate())<2 then 1 else 0 end after
go
