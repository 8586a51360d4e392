-- For PostgreSQL alone: with H2, a wish to stop is a file beside the store, since another process has the store.
create table cancel_request (
  operation_id varchar(100)                not null,
  asked_by     varchar(1000)               not null,
  reason       varchar(100000)             not null,
  at           timestamp(6) with time zone not null,
  constraint cancel_request_operation_id primary key (operation_id)
);
