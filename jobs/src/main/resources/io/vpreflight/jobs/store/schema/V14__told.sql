-- For H2 and for PostgreSQL alike.

-- What each channel was told of as wrong, and not yet as mended, for which schedule and in which letter: another
-- schedule that finds the same does not tell it again. Gone with a letter that nobody took.
create table told (
  channel  varchar(200)  not null,
  check_id varchar(200)  not null,
  vcenter  varchar(200)  not null,
  object   varchar(200)  not null,
  part     varchar(1000) not null,
  schedule varchar(200)  not null,
  severity varchar(20)   not null,
  letter   varchar(100)  not null,
  constraint told_identity primary key (channel, check_id, vcenter, object, part)
);
