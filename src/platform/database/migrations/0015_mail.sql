-- Every mail that is to leave, written in the transaction of what caused it.
create table mail (
  organisation_id uuid not null references organisation on delete cascade,
  id uuid not null,
  kind text not null,
  -- What it is about, e.g. the id of a meeting.
  about text,
  to_name text not null default '',
  to_email text not null,
  subject text not null,
  -- The whole message but for its addresses: { text, html, headers, messageId, attachments, calendar }.
  content jsonb not null,
  -- queued → sending → sent; inDoubt: handed over but not recorded as such before the server died; kept: no SMTP is set.
  state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'inDoubt', 'failed', 'kept')),
  failure text,
  attempts int not null default 0,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  primary key (organisation_id, id)
);
create index mail_recent on mail (organisation_id, created_at desc);
create index mail_about on mail (organisation_id, about);
call protect('mail');
