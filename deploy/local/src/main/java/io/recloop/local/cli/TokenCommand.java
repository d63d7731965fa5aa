package io.recloop.local.cli;

import io.recloop.embedded.LocalKeys;
import io.recloop.local.client.Role;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Prints a bearer token that the services of this stack accept.",
        footer = {
            "",
            "For example: curl -H \"Authorization: Bearer $(./recloop token --role client)\" http://127.0.0.1:8080/v1/model"
        })
public final class TokenCommand implements Callable<Integer> {

    @Mixin
    private StackOptions stack;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--role",
            required = true,
            split = ",",
            paramLabel = "ROLE",
            description = "Roles, separated by commas: ${COMPLETION-CANDIDATES}")
    private List<Role> roles;

    @Option(
            names = "--tenant",
            defaultValue = "default",
            paramLabel = "TENANT",
            description = "Tenant (default: ${DEFAULT-VALUE})")
    private String tenant;

    @Option(
            names = "--subject",
            defaultValue = "local",
            paramLabel = "NAME",
            description = "Subject of the token (default: ${DEFAULT-VALUE})")
    private String subject;

    @Option(
            names = "--ttl",
            defaultValue = "8h",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "Token lifetime, e.g. 30m, 8h, 7d (default: ${DEFAULT-VALUE})")
    private Duration ttl;

    @Override
    public Integer call() {
        var codes = roles.stream().map(Role::code).collect(Collectors.toUnmodifiableSet());
        spec.commandLine()
                .getOut()
                .println(LocalKeys.in(stack.dataDir().create().keys()).mint(subject, codes, tenant, ttl));
        return 0;
    }
}
