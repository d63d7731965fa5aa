package io.recloop.monitor.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    @Test
    void aDefectIsInternalInEveryServiceAndTellsNothingButItsNumber() {
        var defect = new IllegalStateException("secret");

        requireInternal(new Problems().internal(defect, at("/v1/models")).getEntity());
    }

    @Test
    void aDefectThatTheFrameworkWrapsIsInternalToo() {
        var wrapped = new WebApplicationException("secret", 500);

        requireInternal(new Problems().web(wrapped, at("/v1/models")).getEntity());
    }

    private static void requireInternal(Problem problem) {
        assertThat(problem.type()).isEqualTo("/problems/internal");
        assertThat(problem.status()).isEqualTo(500);
        assertThat(problem.title()).isEqualTo("The service failed");
        assertThat(problem.detail())
                .matches("The failure is in the service's log as [0-9a-f-]{36}")
                .doesNotContain("secret");
        assertThat(problem.instance()).isEqualTo("/v1/models");
    }

    private static UriInfo at(String path) {
        return (UriInfo) Proxy.newProxyInstance(
                UriInfo.class.getClassLoader(), new Class<?>[] {UriInfo.class}, (proxy, method, arguments) -> path);
    }
}
