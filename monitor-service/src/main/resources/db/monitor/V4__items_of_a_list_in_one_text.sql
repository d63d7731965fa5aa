-- The items of a list, with the control character 1F between them, which no id has: an array has to be built for each
-- list, and each of its texts has a head of its own.
alter table impression alter column items type text using array_to_string(items, E'\x1f');
