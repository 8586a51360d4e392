alter table plan add column of_tomorrow varchar(10);
