package io.recloop.training.parquet;

import org.jspecify.annotations.Nullable;

/// A column that rows are appended to. Each row is appended to every column of a file. Not thread-safe.
public abstract sealed class Column permits TextColumn, PlainColumn, BooleanColumn {
    private static final int PAGE_ROWS = 20_000;
    private static final int PAGE_BYTES = 1 << 20;

    /// How the values are stored, by Parquet's codes.
    enum Physical {
        BOOLEAN(0),
        INT32(1),
        INT64(2),
        DOUBLE(5),
        BYTE_ARRAY(6);

        private final int code;

        Physical(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    private final String name;
    private final boolean optional;
    private final Pages pages = new Pages();
    private final Presence presence = new Presence();
    private final Bytes page = new Bytes(1 << 12);
    private long rows;
    private int rowsOfPage;
    private long absent;

    Column(String name, boolean optional) {
        this.name = name;
        this.optional = optional;
    }

    final String name() {
        return name;
    }

    final boolean optional() {
        return optional;
    }

    final Pages pages() {
        return pages;
    }

    final long rows() {
        return rows;
    }

    final long absent() {
        return absent;
    }

    /// Appends a row without a value.
    ///
    /// @throws IllegalStateException where each row must have one
    public final void appendNull() {
        if (!optional) {
            throw new IllegalStateException("column " + name + " needs a value");
        }
        presence.add(false);
        endRow();
    }

    /// After the value has been added.
    final void endValue() {
        if (optional) {
            presence.add(true);
        }
        endRow();
    }

    private void endRow() {
        rows++;
        rowsOfPage++;
        if (rowsOfPage == PAGE_ROWS || bytesOfPage() >= PAGE_BYTES) {
            endPage();
        }
    }

    /// What is in `values()` and not in a page becomes one.
    final void endPage() {
        if (rowsOfPage == 0) {
            return;
        }
        page.clear();
        if (optional) {
            absent += presence.absent();
            presence.write(page);
            presence.clear();
        }
        int encoding = values(page);
        pages.data(page, rowsOfPage, encoding);
        rowsOfPage = 0;
    }

    /// Ends the last page, and adds what belongs before the first.
    void finish() {
        endPage();
    }

    abstract Physical physical();

    abstract int bytesOfPage();

    /// Moves the values that were added since the last call to the page.
    ///
    /// @return their encoding
    abstract int values(Bytes to);

    /// What the values mean, as fields of the schema.
    void describe(Compact schema) {}

    /// The smallest and the largest value, as they are stored; null where that is not kept.
    byte @Nullable [] smallest() {
        return null;
    }

    byte @Nullable [] largest() {
        return null;
    }
}
