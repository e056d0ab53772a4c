-- right: Msg 15010,
-- source: sp_renamedb; sys.messages 15010
exec sp_renamedb '$(A)', '$(B)'
go
