package io.recloop.training.dataset;

/// The steps from segments to pairs, in the order in which they run. `:name` is filled in by [DatasetBuilder], with
/// numbers, times and quoted literals only.
final class DatasetSql {
    private DatasetSql() {}

    /// An event that arrived twice counts once: the broker, a sender or a second epoch may have repeated it.
    static final String EVENT = """
            create table event as
            select event_id, occurred_at, user_id, item_id, action, rating
            from read_parquet([:files])
            where tenant = :tenant
            qualify row_number() over (
                partition by event_id order by occurred_at, "partition", "offset") = 1
            """;

    /// What an event says about the item: 1 yes, −1 no, 0 neither. A rating says more than the action it came with.
    static final String OPINION = """
            create view opinion as
            select *, case
                when action = 'dislike' then -1
                when rating >= 4 then 1
                when rating < 3 then -1
                when rating is not null then 0
                when action in (:positive_actions) then 1
                else 0 end as says
            from event
            """;

    /// One row a pair, from what had happened up to a moment. The last word that is yes or no decides; between two of
    /// the same time the event id does, so that the outcome never depends on the order of arrival.
    static final String PAIRS = """
            create macro pairs(moment) as table
            select user_id, item_id,
                (max({'moment': occurred_at, 'id': event_id, 'says': says}) filter (says <> 0)).says = 1 as likes,
                min(occurred_at) filter (says = 1) as since,
                max(occurred_at) filter (says = 1) as latest
            from opinion where occurred_at <= moment
            group by user_id, item_id
            """;

    static final String WHOLE = """
            create table whole as
            select user_id, item_id, coalesce(likes, false) as likes, since, latest
            from pairs(timestamp '9999-12-31 00:00:00')
            """;

    /// The moment before the newest share of the positives.
    static final String NEWEST = "select epoch_us(quantile_disc(since, :share)) from whole where likes";

    static final String PAST = """
            create or replace table past as
            select user_id, item_id, coalesce(likes, false) as likes, since, latest from pairs(:moment)
            """;

    /// Users with enough positives before the slice.
    static final String WITH_PAST = """
            create or replace table with_past as
            select user_id from past where likes group by user_id having count(*) >= :trainable_from
            """;

    /// What became a positive in the slice and had not been seen before: serving would not recommend it otherwise.
    static final String HELD = """
            create or replace table held as
            select w.user_id, w.item_id, w.user_id in (select user_id from with_past) as evaluable
            from whole w anti join past p on w.user_id = p.user_id and w.item_id = p.item_id
            where w.likes
            """;

    static final String EVALUABLE = "select count(distinct user_id) from held where evaluable";

    static final String USER_ROW = """
            create table user_row as
            select user_id, row_number() over (order by user_id) - 1 as ordinal from (select distinct user_id from whole)
            """;

    static final String ITEM_ROW = """
            create table item_row as
            select item_id, row_number() over (order by item_id) - 1 as ordinal from (select distinct item_id from whole)
            """;

    /// :weight and :past_weight are expressions of `latest`.
    static final String PAIR = """
            create table pair as
            select u.ordinal::integer as user_row, i.ordinal::integer as item_row,
                (case when w.likes then :weight else 0 end)::float as weight,
                coalesce(w.since, timestamp '1970-01-01') as since,
                (case when p.user_id is null then null when p.likes then :past_weight else 0 end)::float as past_weight,
                coalesce(h.evaluable, false) as held_out
            from whole w
            join user_row u on u.user_id = w.user_id
            join item_row i on i.item_id = w.item_id
            left join past p on p.user_id = w.user_id and p.item_id = w.item_id
            left join held h on h.user_id = w.user_id and h.item_id = w.item_id
            order by u.ordinal, i.ordinal
            """;

    static final String READ_PAIRS =
            "select user_row, item_row, weight, epoch_us(since), past_weight, held_out from pair order by user_row, item_row";

    static final String COUNTS = """
            select
                (select count(*) from read_parquet([:files]) where tenant = :tenant) as records,
                (select count(*) from event) as events,
                (select count(*) from whole) as pairs,
                (select count(*) from whole where likes) as positives,
                (select count(*) from user_row) as users,
                (select count(*) from (
                    select user_id from whole where likes group by user_id having count(*) >= :trainable_from)) as trainable,
                (select count(*) from item_row) as items,
                (select count(*) from held where evaluable) as held,
                (select count(distinct user_id) from held where evaluable) as evaluable,
                (select count(distinct user_id) from held where not evaluable) as without_past
            """;
}
