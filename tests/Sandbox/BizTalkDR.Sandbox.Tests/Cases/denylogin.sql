-- right: hasaccess \| denylogin\n  > 0 \| 1\n
-- source: sys.syslogins: denylogin, hasaccess
create login [$(L)] with password='Passw0rd!x', check_policy=off
deny connect sql to [$(L)]
select hasaccess, denylogin from sys.syslogins where name='$(L)'
go
