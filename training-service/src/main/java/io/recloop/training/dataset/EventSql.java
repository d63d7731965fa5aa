package io.recloop.training.dataset;

/// The steps from the lake's segments to table `event`, in the order in which they run: validate, dedupe, number, join.
///
/// | table       | columns                                                                              |
/// |-------------|--------------------------------------------------------------------------------------|
/// | `user_row`  | `user_id`, `user_row` in the order of the ids                                        |
/// | `item_row`  | `item_id`, `item_row` in the order of the ids, `exposed`: somebody had it            |
/// | `event`     | `user_row`, `item_row`, `key` a hash of the event id, `occurred`, `action`, `rating`, `quality` |
/// | `refused`   | `refusal`, `n`                                                                       |
///
/// Column `carries` of `event` has a bit for each optional field of an interaction, in the order in which the profile
/// counts them.
final class EventSql {
    /// The one refusal that time may lift.
    static final String FUTURE = "in the future";

    private EventSql() {}

    /// The lake's interactions. Segments of earlier versions lack columns: what is added here is null in them.
    static final String INTERACTIONS = """
            (
                select * from read_parquet([:files], union_by_name = true)
                union all by name
                select null::varchar as retraction, null::varchar as price, null::integer as quantity,
                    null::varchar as order_id, null::integer as position, null::varchar as context
                where false)
            """;

    /// The lake holds what was valid when it came; a lake that was filled by hand or by an older service may not.
    /// A retraction is no interaction; what it takes back stays, for now.
    static final String INCOMING = """
            create view incoming as
            select event_id, occurred_at, user_id, item_id, action, rating, comment, "partition", "offset",
                ((price is not null)::integer + 2 * (quantity is not null)::integer
                    + 4 * (order_id is not null)::integer + 8 * (position is not null)::integer
                    + 16 * (context is not null)::integer)::utinyint as carries, case
                when trim(event_id) = '' then 'no event id'
                when trim(user_id) = '' then 'no user'
                when trim(item_id) = '' then 'no item'
                when action not in (:actions) then 'unknown action'
                when action = 'rating' and rating is null then 'rating is missing'
                when rating is not null and not (rating >= 0.5 and rating <= 5) then 'rating out of range'
                when occurred_at > :latest then 'in the future'
                when occurred_at < timestamp '1990-01-01' then 'before 1990'
                end as refusal
            from %s
            where tenant = :tenant and retraction is null and (:new_ones)
            """.formatted(INTERACTIONS);

    /// In the place of [#INCOMING].
    static final String NOTHING_NEW = """
            create table incoming (
                event_id varchar, occurred_at timestamp, user_id varchar, item_id varchar, action varchar,
                rating double, comment varchar, "partition" integer, "offset" bigint, carries utinyint, refusal varchar)
            """;

    /// The steps that follow look at each record several times: without the text of event ids and comments, which are
    /// most of a segment, that is quick.
    static final String RECORD = """
            create table record as
            select hash(event_id) as key, occurred_at as occurred, user_id, item_id, action, rating,
                case when trim(comment) <> '' then (hash(comment) >> 1)::bigint end as comment_key, carries, refusal
            from incoming
            """;

    static final String VALID = "create view valid as select * exclude (refusal) from record where refusal is null";

    static final String REFUSED = """
            create table refused as
            select coalesce(refusal, '') as refusal, count(*) as n from record group by 1
            """;

    /// A hash is eight bytes where an event id is dozens: only what shares one is compared by its id.
    static final String REPEATED = "create table repeated as select key from valid group by key having count(*) > 1";

    static final String COMMENTS =
            "select (hash(comment) >> 1)::bigint, any_value(comment) from incoming where trim(comment) <> '' group by 1";

    static final String COMMENT_QUALITY =
            "create table comment_quality (comment_key bigint not null, quality float not null)";

    /// An event that arrived twice counts once: the broker, a sender or a second epoch may have repeated it.
    static final String ONCE = """
            create view once as
            select * from valid anti join repeated using (key)
            union all
            select hash(event_id), occurred_at, user_id, item_id, action, rating,
                case when trim(comment) <> '' then (hash(comment) >> 1)::bigint end, carries
            from (
                select * from incoming where refusal is null and hash(event_id) in (select key from repeated)
                qualify row_number() over (partition by event_id order by occurred_at, "partition", "offset") = 1)
            """;

    static final String USER_ROW = """
            create table user_row as
            select user_id, (row_number() over (order by user_id) - 1)::integer as user_row
            from (select distinct user_id from valid)
            """;

    /// What the catalogue offers is there before anybody had it.
    static final String ITEM_ROW = """
            create table item_row as
            select item_id, (row_number() over (order by item_id) - 1)::integer as item_row, bool_or(had) as exposed
            from (
                select distinct item_id, true as had from valid
                union all
                select item_id, false as had from catalogue)
            group by item_id
            """;

    static final String EVENT = """
            create table event as
            select user_row, item_row, key, occurred, action, rating, quality, carries
            from once
            join user_row using (user_id)
            join item_row using (item_id)
            left join comment_quality using (comment_key)
            """;

    /// The steps of adding to `former_event` instead: an event of the last refresh, in the rows of `former_user` and
    /// `former_item`.
    static final String FORMER = """
            create view former_event as select * from read_parquet(:former_events);
            create view former_user as select user_id, user_row as former_user_row from read_parquet(:former_users);
            create view former_item as
            select item_id, item_row as former_item_row, exposed from read_parquet(:former_items)
            """;

    /// New records that repeat an event of the last refresh.
    static final String KNOWN =
            "create table known as select key, occurred from former_event semi join valid using (key)";

    /// Of two with one event id the earlier one counts: had these been read together, the new one would have.
    static final String EARLIER =
            "(select 1 from valid join known using (key) where valid.occurred < known.occurred) as earlier";

    static final String USER_ROW_AFTER = """
            create table user_row as
            select user_id, (row_number() over (order by user_id) - 1)::integer as user_row
            from (select user_id from former_user union select user_id from valid)
            """;

    static final String ITEM_ROW_AFTER = """
            create table item_row as
            select item_id, (row_number() over (order by item_id) - 1)::integer as item_row, bool_or(had) as exposed
            from (
                select item_id, true as had from former_item where exposed
                union all
                select distinct item_id, true as had from valid
                union all
                select item_id, false as had from catalogue)
            group by item_id
            """;

    static final String EVENT_AFTER = """
            create table event as
            select u.user_row, i.item_row, key, occurred, action, rating, quality, carries
            from former_event
            join (select former_user_row, r.user_row from former_user join user_row r using (user_id)) as u
                on u.former_user_row = former_event.user_row
            join (select former_item_row, r.item_row from former_item join item_row r using (item_id)) as i
                on i.former_item_row = former_event.item_row
            union all
            select user_row, item_row, key, occurred, action, rating, quality, carries
            from once
            anti join known using (key)
            join user_row using (user_id)
            join item_row using (item_id)
            left join comment_quality using (comment_key)
            """;

    /// Once `event` is there nobody looks at it any more, and its room on the disk is free for what follows.
    static final String FORGET = "drop view once; drop view valid; drop table record";

    static final String REFUSED_BEFORE = "create table refused_before (refusal varchar, n bigint)";

    static final String REFUSED_AFTER = """
            create or replace table refused as
            select refusal, sum(n)::bigint as n
            from (select refusal, n from refused union all select refusal, n from refused_before)
            group by refusal
            """;
}
