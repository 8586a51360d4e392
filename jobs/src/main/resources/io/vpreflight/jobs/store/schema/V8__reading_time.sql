-- For H2 and for PostgreSQL alike.

-- How long reading a vCenter took the last time.
alter table reading add column took_ms bigint;
