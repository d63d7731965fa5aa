package io.recloop.kit.topics;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Tells a database that refuses a value from a database that is in trouble.
public final class DataErrors {
    private static final String DATA_EXCEPTION = "22";

    private DataErrors() {}

    /// Whether the cause is SQLSTATE class 22, data exception: trying again would fail for ever, and hold up everything
    /// behind.
    public static boolean isAboutTheData(Throwable e) {
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith(DATA_EXCEPTION);
            }
        }
        return false;
    }
}
