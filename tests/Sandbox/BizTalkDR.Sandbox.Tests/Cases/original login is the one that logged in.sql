-- right: n\n  > 1\n
-- source: ORIGINAL_LOGIN
create login [$(L)] with password='Passw0rd!x', check_policy=off
go
declare @me sysname = suser_sname()
execute as login='$(L)'
select case when original_login() = @me and suser_sname() = '$(L)' then 1 else 0 end n
revert
go
