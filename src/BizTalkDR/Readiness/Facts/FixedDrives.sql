-- The drives of this instance's computer, and the megabytes free on each.
EXECUTE master.dbo.xp_fixeddrives
