package io.recloop.alert.oncall;

public final class TestOnCall {
    private TestOnCall() {}

    public static OnCall with(OnCallConfig config) {
        return new OnCall(new Rotations(config));
    }
}
