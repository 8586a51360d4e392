-- For H2 and for PostgreSQL alike.

-- The folder of the object, as it was when the finding was seen last; null until it is seen anew.
alter table finding add column path varchar(100000);
