-- Which server is handing a mail over: one that is gone leaves it in doubt (see platform/jobs/alive.ts).
alter table mail add column handed_by text;
-- It leaves before this or not at all: whoever queued it takes it back and decides anew.
alter table mail add column leave_before timestamptz;
-- The few among all that have not left.
create index mail_unsettled on mail (state) where state in ('queued', 'sending', 'failed');
