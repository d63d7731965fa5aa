package io.recloop.monitor.summaries;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// All that some people did: the people with the smallest hashes, as many as fit. Since a hash does not
/// depend on what a person does, they are a random sample of the people; their rows are complete over
/// whatever was merged, so the spread between people ([io.recloop.monitor.statistics.DesignEffect]) can
/// be had of any window.
///
/// Who belongs to it depends on the people alone: who is among the smallest of all is among the smallest
/// of every part. So merging is associative and commutative to the byte. Not thread-safe.
public final class PeopleSample {
    static final int MOST_BYTES = 2_400;
    private static final int OF_A_PERSON = 8;
    private static final int OF_A_COUNT = 4;

    private final TreeMap<Long, TreeMap<String, Long>> people = new TreeMap<>(Long::compareUnsigned);
    /// People from here on are left out; 0 where none is.
    private long bound;

    private int bytes;

    /// @param person hash
    /// @param name   of what they did: a level or an item
    void add(long person, String name, long count) {
        if (isOut(person)) {
            return;
        }
        var rows = people.get(person);
        if (rows == null) {
            rows = new TreeMap<>();
            people.put(person, rows);
            bytes += OF_A_PERSON;
        }
        if (rows.merge(name, count, Long::sum) == count) {
            bytes += size(name);
        }
        limit();
    }

    void add(PeopleSample other) {
        if (other.bound != 0 && !isOut(other.bound)) {
            dropFrom(other.bound);
        }
        other.people.forEach((person, rows) -> rows.forEach((name, count) -> add(person, name, count)));
    }

    private boolean isOut(long person) {
        return bound != 0 && Long.compareUnsigned(person, bound) >= 0;
    }

    private void limit() {
        while (bytes > MOST_BYTES) {
            dropFrom(people.lastKey());
        }
    }

    private void dropFrom(long person) {
        // Of all hashes 0 alone cannot be a bound; it stays, which is one person in 2^64.
        bound = person;
        var out = people.tailMap(person, true);
        out.values().forEach(rows -> {
            bytes -= OF_A_PERSON;
            rows.keySet().forEach(name -> bytes -= size(name));
        });
        out.clear();
    }

    private static int size(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length + OF_A_COUNT;
    }

    /// Hash to what the person did.
    public Map<Long, Map<String, Long>> people() {
        var copy = new TreeMap<Long, Map<String, Long>>(Long::compareUnsigned);
        people.forEach((person, rows) -> copy.put(person, Map.copyOf(rows)));
        return copy;
    }

    /// Whether it holds all people that there were.
    public boolean isComplete() {
        return bound == 0;
    }

    /// Takes one person out.
    ///
    /// @return whether they were in it
    boolean erase(long person) {
        var rows = people.remove(person);
        if (rows == null) {
            return false;
        }
        bytes -= OF_A_PERSON;
        rows.keySet().forEach(name -> bytes -= size(name));
        return true;
    }

    void write(SummaryWriter out) {
        var names = new TreeMap<String, Integer>();
        people.values().forEach(rows -> rows.keySet().forEach(name -> names.put(name, 0)));
        out.fixed(bound).number(names.size());
        int at = 0;
        for (var entry : names.entrySet()) {
            entry.setValue(at++);
            out.text(entry.getKey());
        }
        out.number(people.size());
        people.forEach((person, rows) -> {
            out.fixed(person).number(rows.size());
            rows.forEach(
                    (name, count) -> out.number(names.getOrDefault(name, 0)).number(count));
        });
    }

    static PeopleSample read(SummaryReader in) {
        var sample = new PeopleSample();
        sample.bound = in.fixed();
        var names = new String[in.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = in.text();
        }
        int size = in.size();
        for (int i = 0; i < size; i++) {
            long person = in.fixed();
            int rows = in.size();
            for (int row = 0; row < rows; row++) {
                long name = in.number();
                if (name < 0 || name >= names.length) {
                    throw new CorruptSummaryException("name " + name + " of " + names.length);
                }
                sample.add(person, names[(int) name], in.number());
            }
        }
        return sample;
    }
}
