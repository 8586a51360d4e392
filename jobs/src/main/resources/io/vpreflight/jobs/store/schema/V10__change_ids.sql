-- For H2 and for PostgreSQL alike.

-- The first changeId of each epoch of a disk that a snapshot showed, whichever schedule saw it.
create table change_id (
  vcenter     varchar(200)                not null,
  vm          varchar(200)                not null,
  disk_key    integer                     not null,
  disk_uuid   varchar(200)                not null,
  epoch       varchar(200)                not null,
  seen_at     timestamp(6) with time zone not null,
  snapshot    varchar(200)                not null,
  name        varchar(1000)               not null,
  create_time timestamp(6) with time zone not null,
  change_id   varchar(200)                not null,
  constraint change_id_epoch primary key (vcenter, vm, disk_key, disk_uuid, epoch)
);
