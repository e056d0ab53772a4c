-- right: (Msg 40517,|\{"i":1\})
-- source: FOR JSON: done, or refused
select 1 i for json path
go
