-- right: n\n  > 0\n
-- source: sys.messages
select count(*) n from sys.messages where language_id=1033 and message_id in (927,942,3201,4305) and text like '%{%'
go
