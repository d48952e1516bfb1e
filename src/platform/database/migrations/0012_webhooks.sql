-- Where the organisation's other systems are told of what has happened.
create table webhook (
  organisation_id uuid not null references organisation on delete cascade,
  id uuid not null,
  url text not null check (length(url) between 1 and 2000),
  name text not null default '' check (length(name) <= 200),
  events text[] not null check (cardinality(events) > 0),
  -- { current, previous?, previousUntil? }, sealed: it signs, so it must be read again.
  secrets bytea not null,
  version int not null default 1,
  created_at timestamptz not null default now(),
  -- Null while it is on; "byHand", or "gone" where the receiver said that it is no more (410).
  off_reason text check (off_reason in ('byHand', 'gone')),
  primary key (organisation_id, id)
);
call protect('webhook');

-- Each thing that a receiver is told, and how that went: one row per receiver.
create table webhook_delivery (
  organisation_id uuid not null references organisation on delete cascade,
  id uuid not null,
  webhook_id uuid not null,
  -- The same through every attempt, by which a receiver knows what it has had already.
  message_id text not null,
  type text not null,
  payload text not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  -- [{ at, status?, problem?, milliseconds }], the oldest first. What the receiver answered is not kept.
  attempts jsonb not null default '[]',
  next_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, webhook_id) references webhook (organisation_id, id) on delete cascade
);
create index webhook_delivery_recent on webhook_delivery (organisation_id, webhook_id, created_at desc, id);
create index webhook_delivery_at on webhook_delivery (created_at);
call protect('webhook_delivery');
