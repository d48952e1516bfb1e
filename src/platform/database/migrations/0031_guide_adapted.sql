-- Guides that an organisation adapts: at most one draft of each at a time, and the editions that were published.

create table guide_draft (
  organisation_id uuid not null references organisation on delete cascade,
  key text not null,
  -- Flat, one text per field: guide/model/draft.ts.
  fields jsonb not null,
  version int not null default 1,
  changed_by uuid,
  changed_at timestamptz not null default now(),
  primary key (organisation_id, key)
);
call protect('guide_draft');

alter table guide
  alter column published_at set default now(),
  alter column published_at set not null,
  add column published_by uuid,
  -- The organisation went back to the guide that comes with the product; what runs on this edition goes on.
  add column withdrawn_at timestamptz;

alter table journey
  -- The organisation's own edition that the journey walks; null: the guide that came with the product.
  add column guide_id uuid,
  add foreign key (organisation_id, guide_id) references guide (organisation_id, id);
