package io.recloop.contracts.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Reads a time of the form `2026-01-31T12:00:00.123456789Z`, with up to nine decimals of a second or none.
/// Everything else that ISO 8601 allows is left to the general parser.
final class PlainInstant {
    private static final int SECONDS_END = 19;
    private static final int MAX_DECIMALS = 9;
    private static final int[] DAYS_OF_MONTH = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private PlainInstant() {}

    /// The time in `text[from..to)`; null where it has another form or does not exist.
    static @Nullable Instant parse(byte[] text, int from, int to) {
        if (to - from < SECONDS_END + 1
                || text[from + 4] != '-'
                || text[from + 7] != '-'
                || text[from + 10] != 'T'
                || text[from + 13] != ':'
                || text[from + 16] != ':'
                || text[to - 1] != 'Z') {
            return null;
        }
        int century = two(text, from);
        int yearOfCentury = two(text, from + 2);
        int month = two(text, from + 5);
        int day = two(text, from + 8);
        int hour = two(text, from + 11);
        int minute = two(text, from + 14);
        int second = two(text, from + 17);
        // A negative part makes the whole negative.
        if ((century | yearOfCentury | month | day | hour | minute | second) < 0) {
            return null;
        }
        int year = century * 100 + yearOfCentury;
        if (month < 1 || month > 12 || day < 1 || day > days(year, month) || hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        int nanos = nanos(text, from + SECONDS_END, to - 1);
        if (nanos < 0) {
            return null;
        }
        return Instant.ofEpochSecond(((epochDay(year, month, day) * 24 + hour) * 60 + minute) * 60 + second, nanos);
    }

    /// -1 where they are not two digits.
    private static int two(byte[] text, int at) {
        int tens = text[at] - '0';
        int ones = text[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }

    private static int nanos(byte[] text, int from, int to) {
        if (from == to) {
            return 0;
        }
        int decimals = to - from - 1;
        if (text[from] != '.' || decimals < 1 || decimals > MAX_DECIMALS) {
            return -1;
        }
        int nanos = 0;
        for (int i = 1; i <= MAX_DECIMALS; i++) {
            int digit = i <= decimals ? text[from + i] - '0' : 0;
            if (digit < 0 || digit > 9) {
                return -1;
            }
            nanos = nanos * 10 + digit;
        }
        return nanos;
    }

    private static int days(int year, int month) {
        return month == 2 && isLeap(year) ? 29 : DAYS_OF_MONTH[month - 1];
    }

    private static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`, for years from 0 on.
    private static long epochDay(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(y, 400);
        int yearOfEra = y - era * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468;
    }
}
