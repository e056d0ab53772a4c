-- right: Msg 5035,
-- source: sys.messages 5035
create database $(A)
alter database $(A) add filegroup Archive
go
alter database $(A) add filegroup Archive
go
