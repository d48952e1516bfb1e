-- The window ended before a contact's turn came.
alter table contact drop constraint contact_held_back_check;
alter table contact add constraint contact_held_back_check check (held_back in
  ('notDrawn', 'sameCustomer', 'rested', 'optedOut', 'bounced', 'noLongerHere', 'outOfTime'));
