-- For H2 and for PostgreSQL alike.

-- Why an audit is not whole, so that it is said in the language of whoever asks: JSON, for each reason its kind, the key
-- of its text and what is filled in there. Null for one that is whole, and for one that an earlier version kept.
alter table audit add column incomplete text;
