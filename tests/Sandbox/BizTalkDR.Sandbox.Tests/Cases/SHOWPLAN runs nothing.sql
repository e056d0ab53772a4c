-- right: ^(?!.*ran)(?s)
-- source: SET SHOWPLAN_ALL: statements are not run; done, or refused
set showplan_all on
go
if @@options is null print 'ran'
go
set showplan_all off
go
