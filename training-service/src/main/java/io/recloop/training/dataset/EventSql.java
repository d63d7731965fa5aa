package io.recloop.training.dataset;

/// The steps from the lake's segments to table `event`, in the order in which they run: validate, dedupe, number, join.
///
/// | table       | columns                                                                              |
/// |-------------|--------------------------------------------------------------------------------------|
/// | `user_row`  | `user_id`, `user_row` in the order of the ids                                        |
/// | `item_row`  | `item_id`, `item_row` in the order of the ids, `exposed`: somebody had it            |
/// | `event`     | `user_row`, `item_row`, `key` a hash of the event id, `occurred`, `action`, `rating`, `quality` |
/// | `refused`   | `refusal`, `n`                                                                       |
final class EventSql {
    private EventSql() {}

    /// The lake holds what was valid when it came; a lake that was filled by hand or by an older service may not.
    static final String INCOMING = """
            create view incoming as
            select event_id, occurred_at, user_id, item_id, action, rating, comment, "partition", "offset", filename, case
                when trim(event_id) = '' then 'no event id'
                when trim(user_id) = '' then 'no user'
                when trim(item_id) = '' then 'no item'
                when action not in (:actions) then 'unknown action'
                when action = 'rating' and rating is null then 'rating is missing'
                when rating is not null and not (rating >= 0.5 and rating <= 5) then 'rating out of range'
                when occurred_at > :latest then 'in the future'
                when occurred_at < timestamp '1990-01-01' then 'before 1990'
                end as refusal
            from read_parquet([:files], filename = true)
            where tenant = :tenant and (:new_ones)
            """;

    static final String VALID = """
            create view valid as
            select hash(event_id) as key, event_id, occurred_at, user_id, item_id, action, rating, comment,
                "partition", "offset"
            from incoming where refusal is null
            """;

    static final String REFUSED = """
            create table refused as
            select coalesce(refusal, '') as refusal, count(*) as n from incoming group by 1
            """;

    /// A hash is eight bytes where an event id is dozens: only what shares one is compared by its id.
    static final String REPEATED = "create table repeated as select key from valid group by key having count(*) > 1";

    static final String COMMENTS =
            "select (hash(comment) >> 1)::bigint, any_value(comment) from valid where trim(comment) <> '' group by 1";

    static final String COMMENT_QUALITY =
            "create table comment_quality (comment_key bigint not null, quality float not null)";

    /// An event that arrived twice counts once: the broker, a sender or a second epoch may have repeated it.
    static final String ONCE = """
            create view once as
            select * from valid anti join repeated using (key)
            union all
            select * from valid semi join repeated using (key)
            qualify row_number() over (partition by event_id order by occurred_at, "partition", "offset") = 1
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
            select user_row, item_row, key, occurred_at as occurred, action, rating, quality
            from once
            join user_row using (user_id)
            join item_row using (item_id)
            left join comment_quality on comment_key = (hash(comment) >> 1)::bigint
            """;
}
