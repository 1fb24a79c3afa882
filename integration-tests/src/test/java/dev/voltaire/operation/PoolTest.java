package dev.voltaire.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.harness.Api;
import dev.voltaire.harness.Demo;
import dev.voltaire.harness.VoltaireLaunch;
import dev.voltaire.harness.VoltaireProcess;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The database pool under virtual threads: some releases of it stop for ever when many ask at once for connections
/// that do not exist yet, or when the sessions behind them are killed. Whoever changes its version learns it here.
class PoolTest {
    private static final int BURST = 200;
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

    @Test
    void aBurstOnAColdPoolAndKilledSessionsUnderLoadAreSurvived() throws Exception {
        try (var voltaire = VoltaireLaunch.fresh("pool")
                        .with("VOLTAIRE_DEMO", "true")
                        .start()
                        .awaitReady();
                var http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            var token = Api.of(voltaire).signIn(Demo.MANAGER, Demo.PASSWORD);
            var request = HttpRequest.newBuilder(voltaire.http().resolve("/api/v1/tokens"))
                    .header("Authorization", "Bearer " + token)
                    .timeout(LONGEST_ANSWER)
                    .build();
            Callable<Integer> ask =
                    () -> http.send(request, BodyHandlers.discarding()).statusCode();

            // when
            var burst = statuses(ask, () -> {});

            // then
            assertThat(burst).containsOnlyKeys(200);

            // when
            var killed = statuses(ask, () -> killSessions(voltaire));

            // then nobody waits for ever, and afterwards all is well
            assertThat(killed.values().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(BURST);
            assertThat(killed.keySet()).isSubsetOf(200, 503);
            assertThat(statuses(ask, () -> {})).containsOnlyKeys(200);
            assertThat(voltaire.isReady()).isTrue();
        }
    }

    @FunctionalInterface
    private interface Meanwhile {
        void run() throws SQLException, InterruptedException;
    }

    /// How often each status came.
    private static Map<Integer, Long> statuses(Callable<Integer> ask, Meanwhile meanwhile)
            throws ExecutionException, InterruptedException, SQLException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers =
                    IntStream.range(0, BURST).mapToObj(_ -> threads.submit(ask)).toList();
            meanwhile.run();
            var counted = new ArrayList<Integer>();
            for (var answer : answers) {
                counted.add(answer.get());
            }
            return counted.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        }
    }

    private static void killSessions(VoltaireProcess voltaire) throws SQLException {
        try (var connection = voltaire.database();
                var statement = connection.createStatement()) {
            statement.execute("""
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = 'voltaire' AND pid <> pg_backend_pid()""");
        }
    }
}
