-- A mail that is in doubt is never sent again by itself; a leader may have it sent again, knowing that it may come twice.
alter table request add column sent_again_at timestamptz;
