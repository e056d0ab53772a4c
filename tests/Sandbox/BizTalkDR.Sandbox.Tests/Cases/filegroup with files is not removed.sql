-- right: Msg 5042,
-- source: sys.messages 5042
create database $(A)
alter database $(A) add filegroup Archive
alter database $(A) add file (name=$(A)b, filename='$(Data)\$(A)b.ndf') to filegroup Archive
go
alter database $(A) remove filegroup Archive
go
