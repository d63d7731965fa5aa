package io.recloop.learning.dataset;

import io.recloop.learning.evaluation.Segment;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.stream.Collectors;

/// The steps from what a reader has put into these tables to a dataset's files, in the order in which they run.
///
/// | table       | columns                                                                                         |
/// |-------------|-------------------------------------------------------------------------------------------------|
/// | `user_row`  | `user_id`, `user_row` in the order of the ids                                                   |
/// | `item_row`  | `item_id`, `item_row` in the order of the ids, `exposed`: somebody had it                       |
/// | `event`     | `user_row`, `item_row`, `key` a hash of the event id, `occurred`, `action`, `rating`, `quality` |
/// | `refused`   | `refusal`, `n`                                                                                  |
///
/// | table         | one row a      | holds                                                                      |
/// |---------------|----------------|----------------------------------------------------------------------------|
/// | `opinion`     | event          | what it says of the item, and how loudly                                   |
/// | `pair`        | user and item  | whether it is liked, since when, its weight, whether it is a hard negative |
/// | `user_state`  | user           | interactions and positives                                                 |
/// | `held`        | user and item  | what the candidate is judged on                                            |
/// | `past`        | user and item  | split by time only: `pair` as it was at the moment                         |
/// | `user_then`   | user           | interactions and positives without what is held out                        |
final class DatasetSql {
    private DatasetSql() {}

    /// `says`: 1 yes, -1 no, 0 neither. A rating says more than the action it came with. `low`: on its own a hard
    /// negative.
    static final String OPINION = """
            create view opinion as
            select user_row, item_row, occurred, case
                when action = 'dislike' then -1
                when rating >= :positive_rating then 1
                when rating < :negative_rating then -1
                when rating is not null then 0
                when action in (:positive_actions) then 1
                else 0 end as says,
                action = 'dislike' or coalesce(rating <= :disliked_rating, false) as low,
                (:action_weight)
                    * (1 + :rating_slope * greatest(0, coalesce(rating - :positive_rating, 0)))
                    * (0.5 + coalesce(quality, 0.5)) as weight
            from event
            """;

    /// The last word that is yes or no decides, and of two at the same time the no: the outcome never depends on the
    /// order of arrival. Both are packed into one number, which is several times as fast as a maximum of
    /// structures.
    private static final String PAIRS = """
            select user_row, item_row,
                coalesce(max(epoch_us(occurred) * 2 + (says < 0)::bigint) filter (says <> 0) % 2 = 0, false) as likes,
                bool_or(low) as low,
                min(occurred) as first,
                min(occurred) filter (says = 1) as since,
                max(occurred) filter (says = 1) as latest,
                max(weight) filter (says = 1) as strength,
                count(*)::integer as events
            from opinion
            """;

    static final String PAIR = "create table pair as " + PAIRS + "group by user_row, item_row";

    static final String USER_STATE = """
            create table user_state as
            select user_row, interactions, positives,
                interactions >= :trainable_from and positives >= :trainable_positives as trainable
            from (
                select user_row, sum(events)::bigint as interactions, count(*) filter (likes) as positives
                from pair group by user_row)
            """;

    /// The last item that each user came to and liked; users who are trainable without it. Ids follow the
    /// catalogue, and a tie broken by them would favour one end of it: `draw` breaks ties by chance and always
    /// alike.
    static final String LAST_LIKED = """
            create table last_liked as
            select user_row, item_row, first, events, md5(user_id || ' ' || item_id) as draw
            from pair
            join (select user_row, max(first) as first from pair where likes group by user_row) using (user_row, first)
            join user_state using (user_row)
            join user_row using (user_row)
            join item_row using (item_row)
            where likes and positives > :trainable_positives and interactions - events >= :trainable_from
            qualify row_number() over (partition by user_row order by draw desc) = 1
            """;

    /// The newest of them after a moment, at most a share of all positives.
    static final String HELD_LAST = """
            create or replace table held as
            select user_row, item_row, first, events from last_liked where first > :moment
            order by first desc, draw
            limit (select greatest(1, floor(:share * count(*)))::bigint from pair where likes)
            """;

    /// The moment after which a share of what is liked was first had.
    static final String MOMENT = """
            select coalesce(epoch_us(quantile_disc(first, 1 - :share)), 0) from pair where likes
            """;

    static final String PAST =
            "create or replace table past as " + PAIRS + "where occurred <= :moment group by user_row, item_row";

    /// What users who were trainable by then came to and liked after the moment.
    static final String HELD_TIME = """
            create or replace table held as
            select user_row, item_row, first, events
            from pair semi join (
                select user_row from past group by user_row
                having sum(events) >= :trainable_from and count(*) filter (likes) >= :trainable_positives)
            using (user_row)
            where likes and first > :moment
            """;

    static final String HELD_USERS = "select count(distinct user_row) from held";

    static final String HELD_BEGIN = "select epoch_us(min(first)) from held";

    static final String USER_THEN_LAST = """
            create table user_then as
            select s.user_row, s.interactions - coalesce(h.events, 0) >= :trainable_from
                and s.positives - (h.user_row is not null)::integer >= :trainable_positives as trainable
            from user_state s left join held h using (user_row)
            """;

    static final String USER_THEN_TIME = """
            create table user_then as
            select user_row, sum(events) >= :trainable_from
                and count(*) filter (likes) >= :trainable_positives as trainable
            from past group by user_row
            """;

    /// `weight` and `past_weight`: over 0 where it is liked, 0 where it is not, null where the pair was not seen
    /// by then. :decay and :past_decay are expressions of `latest`.
    static final String PAIRS_LAST = """
            copy (
                select user_row, item_row,
                    (case when p.likes then strength * :decay else 0 end)::float as weight,
                    coalesce(since, timestamp '1970-01-01') as since,
                    (case when h.user_row is not null then null
                        when p.likes then strength * :past_decay else 0 end)::float as past_weight,
                    h.user_row is not null as held_out,
                    not p.likes and p.low as disliked,
                    not p.likes and p.low as past_disliked
                from pair p left join held h using (user_row, item_row)
                order by user_row, item_row
            ) to :file (format parquet, compression zstd)
            """;

    static final String PAIRS_TIME = """
            copy (
                select user_row, item_row,
                    (case when p.likes then p.strength * :decay else 0 end)::float as weight,
                    coalesce(p.since, timestamp '1970-01-01') as since,
                    (case when t.user_row is null then null
                        when t.likes then t.strength * :past_decay else 0 end)::float as past_weight,
                    h.user_row is not null as held_out,
                    not p.likes and p.low as disliked,
                    coalesce(not t.likes and t.low, false) as past_disliked
                from pair p
                left join past t using (user_row, item_row)
                left join held h using (user_row, item_row)
                order by user_row, item_row
            ) to :file (format parquet, compression zstd)
            """;

    static final String USERS = """
            copy (
                select user_row, user_id, interactions, positives, s.trainable,
                    coalesce(t.trainable, false) as past_trainable
                from user_row join user_state s using (user_row) left join user_then t using (user_row)
                order by user_row
            ) to :file (format parquet, compression zstd)
            """;

    static final String ITEMS = """
            copy (select item_row, item_id, exposed from item_row order by item_row)
            to :file (format parquet, compression zstd)
            """;

    /// Users whom the former dataset did not train on.
    static final String NEWLY_TRAINABLE = """
            select count(*) from user_state join user_row using (user_row)
            anti join (select user_id from read_parquet(:former) where trainable) using (user_id)
            where trainable
            """;

    static final String COUNTS = """
            select
                (select count(*) from event) as events,
                (select count(*) from pair) as pairs,
                (select count(*) from pair where likes) as positives,
                (select count(*) from pair where not likes and low) as disliked,
                (select count(*) from user_row) as users,
                (select count(*) from user_state where trainable) as trainable,
                (select count(*) from item_row) as items,
                (select count(*) from item_row where not exposed) as unexposed,
                (select count(*) from held) as held
            """;

    static final String SEGMENTS =
            "select %s, count(*) from user_state where positives > 0 group by 1".formatted(segment());

    private static String segment() {
        return EnumSet.complementOf(EnumSet.of(Segment.ALL)).stream()
                .sorted(Comparator.comparingInt(Segment::least).reversed())
                .map(segment -> "when positives >= %d then '%s'".formatted(segment.least(), segment.code()))
                .collect(Collectors.joining(" ", "case ", " end"));
    }

    private static final String QUANTILES = """
            select quantile_disc(positives, 0.5), quantile_disc(positives, 0.9), quantile_disc(positives, 0.99),
                max(positives)
            """;

    static final String POSITIVES_OF_USERS = QUANTILES + "from user_state where positives > 0";

    static final String POSITIVES_OF_ITEMS =
            QUANTILES + "from (select count(*) as positives from pair where likes group by item_row)";
}
