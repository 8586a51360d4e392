-- For H2 and for PostgreSQL alike.

-- What the last audit of a schedule saw of the machines of a vCenter, for whoever draws curves of it: JSON, at most
-- ten thousand machines. Replaced as a whole.
create table machine_state (
  schedule varchar(200)                not null,
  vcenter  varchar(200)                not null,
  name     varchar(1000)               not null,
  profile  varchar(200)                not null,
  read_at  timestamp(6) with time zone not null,
  machines text                        not null,
  constraint machine_state_of primary key (schedule, vcenter)
);
