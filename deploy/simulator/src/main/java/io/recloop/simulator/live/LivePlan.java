package io.recloop.simulator.live;

/// How busy the shop is.
///
/// @param rate            recommended visits a second, over 0
/// @param organicPerVisit visits without a recommendation for each with one; they teach the loop what people like now
/// @param listLength      items asked for, 1 to 100
/// @param maxInFlight     visitors who wait for a list at once; at this number, a further one is turned away and
///     counted
/// @param newcomerEvery   one visitor is new after this number of recommended visits; 0 for never
/// @param newItemEvery    one item is new after this number of recommended visits; 0 for never
public record LivePlan(
        double rate, double organicPerVisit, int listLength, int maxInFlight, int newcomerEvery, int newItemEvery) {
    public LivePlan {
        if (!(rate > 0 && rate <= 100_000)) {
            throw new IllegalArgumentException("rate must be over 0 and at most 100000 visits a second, was " + rate);
        }
        if (!(organicPerVisit >= 0 && organicPerVisit <= 1_000)) {
            throw new IllegalArgumentException("organicPerVisit must be from 0 to 1000, was " + organicPerVisit);
        }
        if (listLength < 1 || listLength > 100) {
            throw new IllegalArgumentException("listLength must be from 1 to 100, was " + listLength);
        }
        if (maxInFlight < 1) {
            throw new IllegalArgumentException("maxInFlight must be at least 1, was " + maxInFlight);
        }
        if (newcomerEvery < 0 || newItemEvery < 0) {
            throw new IllegalArgumentException("newcomerEvery and newItemEvery must be at least 0");
        }
    }

    /// Lists of ten, three organic visits for each list, a newcomer in fifty visits and a new item in five hundred.
    public static LivePlan atRate(double rate) {
        return new LivePlan(rate, 3, 10, 256, 50, 500);
    }

    public LivePlan withOrganicPerVisit(double visits) {
        return new LivePlan(rate, visits, listLength, maxInFlight, newcomerEvery, newItemEvery);
    }
}
