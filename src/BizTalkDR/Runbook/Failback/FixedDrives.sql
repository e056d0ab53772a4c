EXEC master.dbo.xp_fixeddrives;
