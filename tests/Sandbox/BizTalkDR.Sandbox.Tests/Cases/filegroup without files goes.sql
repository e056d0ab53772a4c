-- right: Msg 5044, Level 0.*\nn\n  > 1\n$
-- source: ALTER DATABASE File and Filegroup Options, REMOVE FILEGROUP; sys.messages 5044
create database $(A)
alter database $(A) add filegroup Archive
alter database $(A) remove filegroup Archive
select count(*) n from $(A).sys.filegroups
go
