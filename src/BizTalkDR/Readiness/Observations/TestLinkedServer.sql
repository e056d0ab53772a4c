-- Fails when the linked server does not answer.
EXECUTE master.sys.sp_testlinkedserver @servername = @server
