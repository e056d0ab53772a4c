-- The identifier that Windows gives an account here; NULL where it knows none of that name.
SELECT SUSER_SID(@name) AS sid
