package dev.voltaire.deploy.database;

import com.sun.security.auth.module.UnixSystem;
import dev.voltaire.deploy.StartFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's own programs (`initdb`, `pg_ctl`, `postgres`), unpacked once beside the data.
///
/// PostgreSQL refuses to run as root. Started by root, every program runs inside a user namespace of its own, where
/// the same files belong to an ordinary user.
final class PostgresPrograms {
    static final int MAJOR_VERSION = 18;
    private static final String RELEASE = "18.6.0";

    private final Path home;
    private final boolean root;

    private PostgresPrograms(Path home, boolean root) {
        this.home = home;
        this.root = root;
    }

    static PostgresPrograms unpackedUnder(Path directory) throws IOException, InterruptedException {
        var home = directory.resolve("postgresql-" + RELEASE);
        if (!Files.exists(home.resolve("bin/postgres"))) {
            unpack(home);
        }
        var root = isRoot();
        if (root && !userNamespacesAllowed()) {
            throw new StartFailure("The embedded PostgreSQL cannot run as root on this machine because user namespaces"
                    + " are not allowed: start Voltaire as an ordinary user, allow them"
                    + " (sysctl kernel.unprivileged_userns_clone=1), or set QUARKUS_DATASOURCE_JDBC_URL.");
        }
        return new PostgresPrograms(home, root);
    }

    /// Runs the program to its end and returns its exit code; what it printed goes to `output`.
    int run(Path output, String program, String... arguments) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command(program, arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        process.getOutputStream().close();
        return process.waitFor();
    }

    private List<String> command(String program, String... arguments) {
        var command = new ArrayList<String>();
        if (root) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /// Unpacks into a neighbour directory and renames, so that a half-unpacked one is never used.
    private static void unpack(Path home) throws IOException {
        var partial = home.resolveSibling(home.getFileName() + ".partial");
        DataDirectory.delete(partial);
        Files.createDirectories(partial);
        try (var archive = archive();
                var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, partial);
            }
        }
        DataDirectory.delete(home);
        Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path home) throws IOException {
        var target = home.resolve(entry.getName()).normalize();
        if (!target.startsWith(home)) {
            throw new IOException("entry outside the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolve("..").normalize());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            if (target.startsWith(home.resolve("bin")) && !target.toFile().setExecutable(true)) {
                throw new IOException("cannot make " + target + " executable");
            }
        }
    }

    private static InputStream archive() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        var machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        var architecture = machine.equals("aarch64") ? "arm_64" : "x86_64";
        var name = "/postgres-" + system + "-" + architecture + ".txz";
        @Nullable InputStream archive = PostgresPrograms.class.getResourceAsStream(name);
        if (archive == null) {
            throw new StartFailure("No embedded PostgreSQL for " + system + " on " + machine
                    + ": set QUARKUS_DATASOURCE_JDBC_URL to a PostgreSQL 18 of your own.");
        }
        return archive;
    }

    private static boolean isRoot() {
        return new UnixSystem().getUid() == 0;
    }

    private static boolean userNamespacesAllowed() throws InterruptedException {
        try {
            var probe = new ProcessBuilder("unshare", "-U", "true")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0;
        } catch (IOException unshareMissing) {
            return false;
        }
    }
}
