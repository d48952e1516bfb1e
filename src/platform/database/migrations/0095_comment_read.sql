-- Comments are read by themselves, and one answer in ten has one: the others are not looked at.
create index response_with_comment on response (organisation_id, pulse_id, person_id) where comment <> '';
