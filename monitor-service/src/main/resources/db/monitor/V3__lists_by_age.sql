-- Lists and counted events come in the order of time and are deleted by it: the ranges of pages are enough of an index,
-- and cost nothing where thousands a second are written.
drop index impression_age;
create index impression_age on impression using brin (bucket);
drop index counted_event_age;
create index counted_event_age on counted_event using brin (counted_at);
