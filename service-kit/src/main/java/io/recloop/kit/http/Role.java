package io.recloop.kit.http;

/// The roles of a token (its `groups`).
public final class Role {
    public static final String CLIENT = "client";
    public static final String OPERATOR = "operator";
    public static final String ADMIN = "admin";

    private Role() {}
}
