-- For H2 and for PostgreSQL alike.

-- How the last run of each schedule went that is no audit.
create table job_run (
  schedule     varchar(200)                not null,
  started_at   timestamp(6) with time zone not null,
  finished_at  timestamp(6) with time zone not null,
  good         boolean                     not null,
  last_good_at timestamp(6) with time zone,
  constraint job_run_schedule primary key (schedule)
);
