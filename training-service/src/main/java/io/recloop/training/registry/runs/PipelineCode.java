package io.recloop.training.registry.runs;

import io.recloop.contracts.events.Pipeline;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Arrays;

/// A pipeline is kept by its code, as events have it.
@Converter(autoApply = true)
class PipelineCode implements AttributeConverter<Pipeline, String> {
    @Override
    public String convertToDatabaseColumn(Pipeline pipeline) {
        return pipeline.code();
    }

    @Override
    public Pipeline convertToEntityAttribute(String code) {
        return Arrays.stream(Pipeline.values())
                .filter(pipeline -> pipeline.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the registry has a run of an unknown pipeline " + code));
    }
}
