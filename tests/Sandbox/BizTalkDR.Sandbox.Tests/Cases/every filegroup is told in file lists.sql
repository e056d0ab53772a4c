-- right: \| Archive \|
-- source: RESTORE FILELISTONLY: FileGroupName
create database $(A)
alter database $(A) add filegroup Archive
alter database $(A) add file (name=$(A)b, filename='$(Data)\$(A)b.ndf') to filegroup Archive
backup database $(A) to disk='$(Backup)\$(A).bak' with format
go
restore filelistonly from disk='$(Backup)\$(A).bak'
go
