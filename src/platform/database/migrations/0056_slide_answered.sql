-- What customers answered to the question that a slide is about, as it was when the slide was made; null: it is about none.
alter table slide add column answered jsonb;
