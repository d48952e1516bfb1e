-- A review meeting that is held together in the live room: the meeting that it is held in.
alter table review_meeting
  add column meeting_id uuid,
  add foreign key (organisation_id, meeting_id) references meeting (organisation_id, id)
    on delete set null (meeting_id);
create unique index review_meeting_live on review_meeting (organisation_id, meeting_id);
