-- right: ^(?!.*ran)(?s)
-- source: SET NOEXEC: compiles and does not run
set noexec on
go
while 1=1 print 'ran'
go
set noexec off
go
