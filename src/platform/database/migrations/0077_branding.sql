-- Mails that ask are neutral. An organisation may let its name and colour stand in those to customers who have agreed to
-- mail from it; that they did, and how, is recorded with the file they came in or the call that told of them.
alter table organisation
  add column branding text not null default 'neutral' check (branding in ('neutral', 'consented')),
  add column brand_colour text not null default '#1c5b4c' check (brand_colour ~ '^#[0-9a-f]{6}$'),
  add column brand_line_da text not null default '' check (length(brand_line_da) <= 300),
  add column brand_line_en text not null default '' check (length(brand_line_en) <= 300);
alter table customer_import add column consent text not null default '' check (length(consent) <= 500);
alter table contact add column consent text not null default '' check (length(consent) <= 500);
