-- The free space of every drive letter in megabytes, for older servers and for logins that may not see the server's state.
EXEC master.dbo.xp_fixeddrives
