-- For H2 and for PostgreSQL alike.

-- What became of logins that were refused, or of which nobody knows how they ended, so that no wrong password is tried
-- anew after a start, or by another node. Never a password: a slow digest with a salt, and that only of what was refused.
create table login_try (
  id       varchar(36)                 not null,
  account  varchar(1000)               not null,
  server   varchar(1000)               not null,
  outcome  varchar(10)                 not null,
  tried_at timestamp(6) with time zone not null,
  digest   varchar(1000),
  constraint login_try_id primary key (id)
);
create index login_try_account on login_try (account);

-- Whoever is about to log in stands in a line: two nodes must not both find that one try is left.
create table login_line (
  id integer not null,
  constraint login_line_id primary key (id)
);
insert into login_line (id) values (1);
