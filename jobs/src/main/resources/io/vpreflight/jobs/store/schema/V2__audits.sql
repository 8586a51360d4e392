-- For H2 and for PostgreSQL alike.

-- What a schedule has done: one row an audit that came to an end.
create table audit (
  id           varchar(100)                not null,
  schedule     varchar(200)                not null,
  profile      varchar(1000)               not null,
  started_at   timestamp(6) with time zone not null,
  finished_at  timestamp(6) with time zone not null,
  complete     boolean                     not null,
  vms          integer                     not null,
  critical     integer                     not null,
  error        integer                     not null,
  warning      integer                     not null,
  info         integer                     not null,
  undetermined integer                     not null,
  new_findings integer                     not null,
  resolved     integer                     not null,
  report       varchar(10000)              not null,
  constraint audit_id primary key (id)
);
create index audit_of_schedule on audit (schedule, started_at);

-- What is known of a finding over time. Check, object and key are its identity; severity and scope belong to the
-- schedule, and so does the row. An audit that is not whole resolves nothing.
create table finding (
  schedule     varchar(200)                not null,
  check_id     varchar(200)                not null,
  vcenter      varchar(200)                not null,
  object       varchar(200)                not null,
  part         varchar(1000)               not null,
  name         varchar(10000)              not null,
  severity     varchar(20)                 not null,
  first_seen   timestamp(6) with time zone not null,
  last_seen    timestamp(6) with time zone not null,
  resolved_at  timestamp(6) with time zone,
  times_back   integer                     not null,
  constraint finding_identity primary key (schedule, check_id, vcenter, object, part)
);
