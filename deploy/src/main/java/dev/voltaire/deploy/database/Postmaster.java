package dev.voltaire.deploy.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A running PostgreSQL as its `postmaster.pid` describes it: line 1 process id, line 4 port, line 8 status.
record Postmaster(long processId, int port) {
    private static final Duration RECOVERY = Duration.ofSeconds(120);

    /// The one that runs in this data directory, waited for while it still recovers; none when the file is stale.
    static @Nullable Postmaster runningIn(Path cluster) throws IOException, InterruptedException {
        var file = cluster.resolve("postmaster.pid");
        var deadline = Instant.now().plus(RECOVERY);
        while (Files.exists(file)) {
            var lines = Files.readAllLines(file);
            if (lines.isEmpty() || !isPostgres(Long.parseLong(lines.getFirst().strip()))) {
                // Left by a machine that went down; the process id may belong to another program by now.
                Files.deleteIfExists(file);
                return null;
            }
            if (lines.size() >= 8 && lines.get(7).strip().equals("ready")) {
                return new Postmaster(
                        Long.parseLong(lines.getFirst().strip()),
                        Integer.parseInt(lines.get(3).strip()));
            }
            if (Instant.now().isAfter(deadline)) {
                throw new IOException("the PostgreSQL that runs in " + cluster + " does not become ready");
            }
            Thread.sleep(100);
        }
        return null;
    }

    /// A process without a program is a dead one that nobody has collected yet.
    private static boolean isPostgres(long processId) {
        return ProcessHandle.of(processId)
                .filter(ProcessHandle::isAlive)
                .map(process -> process.info()
                        .command()
                        .map(command -> command.endsWith("postgres"))
                        .orElse(false))
                .orElse(false);
    }
}
