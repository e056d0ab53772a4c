-- right: Msg 7983,
-- source: DBCC CHECKDB, permissions; sys.messages 7983
create database $(A)
create login [$(L)] with password='Passw0rd!x', check_policy=off
go
use $(A)
create user u for login [$(L)]
execute as login='$(L)'
dbcc checkdb('$(A)')
revert
use master
go
