-- right: a \| b \| c \| d \| e\n  > 1252 \| 850 \| 932 \| 1251 \| 65001\n
-- source: COLLATIONPROPERTY, CodePage; Windows collation name
select cast(collationproperty('Latin1_General_CI_AS','CodePage') as int) a, cast(collationproperty('SQL_Latin1_General_CP850_CI_AS','CodePage') as int) b, cast(collationproperty('Japanese_CI_AS','CodePage') as int) c, cast(collationproperty('Cyrillic_General_CI_AS','CodePage') as int) d, cast(collationproperty('Latin1_General_100_CI_AS_SC_UTF8','CodePage') as int) e
go
