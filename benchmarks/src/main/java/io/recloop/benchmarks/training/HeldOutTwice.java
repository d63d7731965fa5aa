package io.recloop.benchmarks.training;

import io.recloop.numerics.sparse.CsrMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SplittableRandom;

/// What users had, and two things more that each of them wanted: one to make a model worse by, one to judge by.
record HeldOutTwice(CsrMatrix had, CsrMatrix toCalibrate, CsrMatrix toJudge) {

    /// New ones for each number.
    @FunctionalInterface
    interface Source {
        HeldOutTwice draw(long number);
    }

    /// Users of twelve tastes, who also look elsewhere one time in four; within a taste the items' popularity falls.
    static Source generated(int users, int items) {
        int tastes = 12;
        int likes = 9;
        int itemsOfTaste = items / tastes;
        return number -> {
            var random = new SplittableRandom(number);
            var ofUsers = new ArrayList<int[]>(users);
            for (int user = 0; user < users; user++) {
                var wanted = new LinkedHashSet<Integer>();
                while (wanted.size() < likes + 2) {
                    int taste = random.nextInt(4) == 0 ? random.nextInt(tastes) : user % tastes;
                    double place = random.nextDouble();
                    wanted.add((int) (place * place * itemsOfTaste) * tastes + taste);
                }
                ofUsers.add(wanted.stream().mapToInt(Integer::intValue).toArray());
            }
            return of(ofUsers, items, random);
        };
    }

    /// The users of a file who have at least four items; which two are held out differs by number.
    ///
    /// @param csv with a header of which the first two columns are user and item
    static Source of(Path csv) throws IOException {
        var users = new HashMap<String, LinkedHashSet<Integer>>();
        var items = new HashMap<String, Integer>();
        try (var lines = Files.lines(csv)) {
            lines.skip(1).map(line -> line.split(",", 3)).forEach(pair -> {
                int item = items.computeIfAbsent(pair[1], id -> items.size());
                users.computeIfAbsent(pair[0], id -> new LinkedHashSet<>()).add(item);
            });
        }
        var ofUsers = users.values().stream()
                .filter(had -> had.size() >= 4)
                .map(had -> had.stream().mapToInt(Integer::intValue).toArray())
                .toList();
        return number -> of(ofUsers, items.size(), new SplittableRandom(number));
    }

    private static HeldOutTwice of(List<int[]> ofUsers, int items, SplittableRandom random) {
        var had = new ArrayList<int[]>();
        var toCalibrate = new ArrayList<int[]>();
        var toJudge = new ArrayList<int[]>();
        for (int user = 0; user < ofUsers.size(); user++) {
            int[] wanted = ofUsers.get(user).clone();
            for (int held = 0; held < 2; held++) {
                int at = held + random.nextInt(wanted.length - held);
                int item = wanted[at];
                wanted[at] = wanted[held];
                wanted[held] = item;
            }
            toCalibrate.add(new int[] {user, wanted[0]});
            toJudge.add(new int[] {user, wanted[1]});
            for (int i = 2; i < wanted.length; i++) {
                had.add(new int[] {user, wanted[i]});
            }
        }
        int users = ofUsers.size();
        return new HeldOutTwice(
                matrix(had, users, items), matrix(toCalibrate, users, items), matrix(toJudge, users, items));
    }

    private static CsrMatrix matrix(List<int[]> pairs, int users, int items) {
        return CsrMatrix.ofPairs(
                users,
                items,
                pairs.stream().mapToInt(pair -> pair[0]).toArray(),
                pairs.stream().mapToInt(pair -> pair[1]).toArray());
    }
}
