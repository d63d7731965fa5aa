package io.recloop.local.demo;

/// What the demo must see happen, in this order.
enum Step {
    STACK("the stack is up"),
    SHOP("the shop has a past"),
    TRAINED("a model is trained"),
    JUDGED("the gate passes it"),
    PUBLISHED("it is published"),
    LOADED("it is hot-loaded"),
    RECOMMENDED("a user gets personal answers"),
    MEASURED("visitors click"),
    SHIFTED("taste shifts, clicks fall"),
    DRIFT("the drift is found"),
    ALERT("an alert is an incident"),
    RETRAIN("a retrain is requested"),
    REJUDGED("the new model passes the gate"),
    SWAPPED("it takes over"),
    RECOVERED("clicks recover");

    private final String title;

    Step(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
