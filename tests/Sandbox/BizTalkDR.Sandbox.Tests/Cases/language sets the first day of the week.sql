-- right: f\n  > 1\n
-- source: SET LANGUAGE: sets DATEFIRST
set language british
select @@datefirst f
set language us_english
go
