-- For H2 and for PostgreSQL alike.

-- What was in the way of the last audit stays until the next one; but between two audits, live mode may have looked
-- at what it concerns, and then its findings are no longer unchecked.
alter table trouble add column looked_at timestamp(6) with time zone;
