-- For H2 and for PostgreSQL alike.

-- What people are to be told: written in the step that keeps the audit, sent later, by a worker for each channel.
-- Where it goes and what opens the door there is in no table: the configuration knows it by the channel's name.
create table outbox (
  number     bigint generated always as identity,
  id         varchar(100)                not null,
  channel    varchar(200)                not null,
  created_at timestamp(6) with time zone not null,
  due_at     timestamp(6) with time zone not null,
  give_up_at timestamp(6) with time zone not null,
  held       boolean                     not null,
  attempts   integer                     not null,
  state      varchar(20)                 not null,
  ended_at   timestamp(6) with time zone,
  problem    varchar(1000)               not null,
  body       text                        not null,
  constraint outbox_number primary key (number),
  constraint outbox_id unique (id)
);
create index outbox_of_channel on outbox (channel, state, number);

-- What was in the way of the last audit of a schedule: told when it begins and when it is over, not every night.
create table trouble (
  schedule varchar(200)                not null,
  cause    varchar(40)                 not null,
  name     varchar(1000)               not null,
  since    timestamp(6) with time zone not null,
  constraint trouble_identity primary key (schedule, cause, name)
);
