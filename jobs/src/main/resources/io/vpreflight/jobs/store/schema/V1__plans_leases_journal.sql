-- For H2 and for PostgreSQL alike: nothing here is of one of them alone. (text is in no standard and in both.)

-- Only ever appended to. The key to the line before makes a line that is followed by another undeletable, and its
-- hash unchangeable, for whoever comes by SQL; everything else is found by the hashes.
create table journal (
  number          bigint                      not null,
  at              timestamp(6) with time zone not null,
  operation_id    varchar(1000)               not null,
  plan_digest     varchar(1000)               not null,
  fencing_number  bigint                      not null,
  event           varchar(40)                 not null,
  vcenter         varchar(1000)               not null,
  object          varchar(1000)               not null,
  step            varchar(1000)               not null,
  details         varchar(1000000)            not null,
  previous_number bigint,
  previous_hash   varchar(64),
  hash            varchar(64)                 not null,
  constraint journal_number primary key (number),
  constraint journal_hash unique (number, hash),
  constraint journal_chain foreign key (previous_number, previous_hash) references journal (number, hash),
  constraint journal_without_gap check (
    (number = 1 and previous_number is null and previous_hash is null)
    or (number > 1 and previous_number = number - 1 and previous_hash is not null))
);
create index journal_of_operation on journal (operation_id, number);
create index journal_of_plan on journal (plan_digest, number);

-- The last fencing number ever given: one row.
create table fence (
  id     integer not null,
  number bigint  not null,
  constraint fence_id primary key (id),
  constraint fence_one_row check (id = 1)
);
insert into fence (id, number) values (1, 0);

create table lease (
  resource       varchar(1000)               not null,
  holder         varchar(1000)               not null,
  fencing_number bigint                      not null,
  expires_at     timestamp(6) with time zone not null,
  constraint lease_resource primary key (resource)
);

create table plan (
  digest     varchar(64)                 not null,
  kind       varchar(100)                not null,
  json       text                        not null,
  planner    varchar(1000)               not null,
  created_at timestamp(6) with time zone not null,
  expires_at timestamp(6) with time zone not null,
  state      varchar(100)                not null,
  constraint plan_digest primary key (digest)
);

create table approval (
  plan_digest   varchar(64)                 not null,
  approver      varchar(1000)               not null,
  authenticated boolean                     not null,
  reason        varchar(100000)             not null,
  at            timestamp(6) with time zone not null,
  public_key    varchar(10000)              not null,
  signature     varchar(10000)              not null,
  constraint approval_plan_digest primary key (plan_digest),
  constraint approval_of_plan foreign key (plan_digest) references plan (digest)
);
