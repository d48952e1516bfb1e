-- The window ended before a contact's turn came.
alter table contact drop constraint contact_held_back_check;
alter table contact add constraint contact_held_back_check check (held_back in
  ('notDrawn', 'sameCustomer', 'rested', 'optedOut', 'bounced', 'noLongerHere', 'outOfTime'));

-- All that a response answers stands in its employee's figures: it need not be looked at again until it is changed.
alter table response add column is_counted boolean not null default false;
update response set is_counted = true where person_batch_id is not null and not exists (
  select from answer where answer.organisation_id = response.organisation_id and answer.response_id = response.id
    and answer.question_id <> all(response.counted_questions));
create index response_uncounted on response (organisation_id, pulse_id, person_id) where not is_counted;
