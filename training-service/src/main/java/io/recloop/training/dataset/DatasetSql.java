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

    /// One row a pair. The last word that is yes or no decides; between two of the same time the event id does, so
    /// that
    /// the outcome never depends on the order of arrival. `draw` orders pairs of the same moment by chance and
    /// always alike: ids follow the catalogue, and a tie broken by them would favour one end of it.
    static final String WHOLE = """
            create table whole as
            select user_id, item_id,
                coalesce((max({'moment': occurred_at, 'id': event_id, 'says': says}) filter (says <> 0)).says = 1, false)
                    as likes,
                min(occurred_at) as first,
                min(occurred_at) filter (says = 1) as since,
                max(occurred_at) filter (says = 1) as latest,
                md5(min(event_id)) as draw
            from opinion
            group by user_id, item_id
            """;

    /// The last item that each user came to and liked; users who have enough positives beside it.
    static final String LAST_LIKED = """
            create table last_liked as
            select user_id, item_id, first, draw
            from whole where likes
            qualify row_number() over (partition by user_id order by first desc, draw desc) = 1
                and count(*) over (partition by user_id) > :trainable_from
            """;

    /// The newest of them after a moment, at most a share of all positives.
    static final String HELD = """
            create or replace table held as
            select user_id, item_id, first from last_liked where first > :moment
            order by first desc, draw
            limit (select greatest(1, floor(:share * count(*)))::bigint from whole where likes)
            """;

    static final String HELD_USERS = "select count(*) from held";

    static final String HELD_BEGIN = "select epoch_us(min(first)) from held";

    static final String PAST = """
            create table past as
            select w.user_id, w.item_id, w.likes, w.latest
            from whole w anti join held h on w.user_id = h.user_id and w.item_id = h.item_id
            """;

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
                h.user_id is not null as held_out
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
                (select count(*) from held) as held
            """;
}
