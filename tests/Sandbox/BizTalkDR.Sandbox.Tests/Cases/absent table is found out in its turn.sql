-- right: ran\n(?s).*Msg 208,
-- source: CREATE PROCEDURE, deferred name resolution
print 'ran'
select x from nosuchtable_$(A)
go
