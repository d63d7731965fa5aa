package io.recloop.monitor.runs;

import io.recloop.contracts.events.DriftCheckResult;
import io.recloop.contracts.events.DriftEvaluated;
import io.recloop.contracts.events.DriftVerdict;
import io.recloop.kit.alarms.Alarm;
import io.recloop.kit.alarms.Alarms;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;

/// Verdicts to alerts: DRIFT raises, STABLE resolves, whatever says less leaves things as they are.
@Singleton
final class DriftAlarms {
    private final Alarms alarms;

    DriftAlarms(Alarms alarms) {
        this.alarms = alarms;
    }

    void follow(Examination examination) {
        var evaluated = examination.event();
        for (var judged : examination.judged()) {
            var check = judged.result();
            var rule = judged.check().alertRule();
            if (check.verdict() == DriftVerdict.DRIFT) {
                alarms.raise(
                        new Alarm(
                                evaluated.tenant(),
                                rule,
                                judged.severity(),
                                check.explanation(),
                                Map.of(),
                                details(evaluated, check)),
                        evaluated.occurredAt());
            } else if (check.verdict() == DriftVerdict.STABLE) {
                alarms.resolve(
                        new Alarm.Ending(evaluated.tenant(), rule, Map.of(), check.explanation()),
                        evaluated.occurredAt());
            }
        }
    }

    private static Map<String, String> details(DriftEvaluated evaluated, DriftCheckResult check) {
        var details = new TreeMap<String, String>();
        details.put("evaluation", evaluated.eventId());
        details.put("value", String.valueOf(check.value()));
        details.put("noiseFloor", String.valueOf(check.noiseFloor()));
        details.put("effectFloor", String.valueOf(check.effectFloor()));
        details.put("pValue", String.valueOf(check.pValue()));
        details.put("alpha", String.valueOf(check.alpha()));
        details.put("windowStart", evaluated.windowStart().toString());
        details.put("windowEnd", evaluated.windowEnd().toString());
        var model = evaluated.modelId();
        if (model != null) {
            details.put("modelId", model);
        }
        return details;
    }
}
