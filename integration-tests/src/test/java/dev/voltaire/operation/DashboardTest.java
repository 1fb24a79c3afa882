package dev.voltaire.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.harness.Api;
import dev.voltaire.harness.Demo;
import dev.voltaire.harness.Voltaire;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The dashboard shows what the server measures, under the names by which it offers it.
class DashboardTest {
    private static final Path DASHBOARD = Path.of("../deploy/dashboards/voltaire.json");
    private static final Pattern EXPRESSION = Pattern.compile("\"expr\": \"(.*)\",?");
    private static final Pattern METRIC = Pattern.compile("([a-z]+(?:_[a-z0-9]+)+)\\{");

    @Test
    void everyMetricOfTheDashboardIsServed() throws IOException {
        var voltaire = Voltaire.shared();
        Api.of(voltaire).signIn(Demo.MANAGER, Demo.PASSWORD);

        var served = RestAssured.get(voltaire.management().resolve("/q/metrics"))
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceAll("[{ ].*", ""))
                .toList();

        assertThat(metrics()).hasSizeGreaterThan(10);
        assertThat(served).containsAll(metrics());
    }

    private static Set<String> metrics() throws IOException {
        var names = new TreeSet<String>();
        for (var line : Files.readAllLines(DASHBOARD)) {
            var expression = EXPRESSION.matcher(line);
            if (expression.find()) {
                METRIC.matcher(expression.group(1)).results().forEach(metric -> names.add(metric.group(1)));
            }
        }
        return names;
    }
}
