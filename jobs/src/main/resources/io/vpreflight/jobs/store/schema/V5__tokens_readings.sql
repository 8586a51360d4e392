-- For H2 and for PostgreSQL alike.

-- Who may speak to the service. The token itself is nowhere: only what a token can be recognized by.
create table token (
  name       varchar(100)                not null,
  hash       char(64)                    not null,
  scopes     varchar(200)                not null,
  created_at timestamp(6) with time zone not null,
  expires_at timestamp(6) with time zone,
  constraint token_name primary key (name),
  constraint token_hash unique (hash)
);

-- How the last reading of each vCenter went, whichever schedule asked for it.
create table reading (
  vcenter  varchar(1000)               not null,
  schedule varchar(200)                not null,
  audit_id varchar(100)                not null,
  read_at  timestamp(6) with time zone not null,
  reached  boolean                     not null,
  uuid     varchar(200)                not null,
  version  varchar(200)                not null,
  hosts    integer                     not null,
  vms      integer                     not null,
  constraint reading_vcenter primary key (vcenter)
);
