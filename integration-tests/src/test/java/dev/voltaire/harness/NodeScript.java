package dev.voltaire.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A script below `src/test/node`, run by Node with the npm packages that `package-lock.json` fixes.
///
/// One line in, one line out: the test writes a line, the script answers with a line.
public final class NodeScript implements AutoCloseable {
    private static final Path SCRIPTS = Path.of("src/test/node").toAbsolutePath();
    private static final int OLDEST_NODE = 20;
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final String name;
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private NodeScript(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    public static NodeScript start(String script, Map<String, String> environment) {
        installPackages(SCRIPTS);
        try {
            var builder = new ProcessBuilder("node", script)
                    .directory(SCRIPTS.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(environment);
            var started = new NodeScript(script, builder.start());
            Thread.ofVirtual().start(started::readLines);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a command-line program said, and how it ended.
    public record Ended(int exitCode, String output) {}

    /// Runs a command-line program of the packages of a folder below `src/test/node` to its end, in that folder.
    public static Ended program(String folder, String program, String... arguments) {
        Path packages = SCRIPTS.resolve(folder);
        installPackages(packages);
        List<String> command = new ArrayList<>();
        command.add(packages.resolve("node_modules/.bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command)
                    .directory(packages.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return new Ended(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Sends one line and returns the script's next one.
    public String ask(String line) {
        try {
            OutputStream input = process.getOutputStream();
            input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            throw new AssertionError("the script " + name + " has ended", e);
        }
        return nextLine();
    }

    public String nextLine() {
        try {
            @Nullable String line = lines.poll(ANSWER.toSeconds(), TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("the script " + name + " said nothing for " + ANSWER);
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }

    private void readLines() {
        try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (@Nullable String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException ended) {
            lines.add("ended: " + ended.getMessage());
        }
    }

    private static synchronized void installPackages(Path packages) {
        requireNode();
        var installed = packages.resolve("node_modules/.package-lock.json");
        try {
            if (Files.exists(installed)
                    && !Files.getLastModifiedTime(installed)
                            .toInstant()
                            .isBefore(Files.getLastModifiedTime(packages.resolve("package-lock.json"))
                                    .toInstant())) {
                return;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var output = run(packages, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
        if (!Files.exists(installed)) {
            throw new AssertionError("npm ci failed in " + packages + ":\n" + output);
        }
    }

    private static void requireNode() {
        var version = run(SCRIPTS, List.of("node", "--version"));
        if (!version.matches("v\\d+\\..*")
                || Integer.parseInt(version.substring(1, version.indexOf('.'))) < OLDEST_NODE
                || !run(SCRIPTS, List.of("npm", "--version")).matches("\\d+\\..*")) {
            throw new AssertionError("The protocol tests need Node " + OLDEST_NODE
                    + " or newer with npm: install it from https://nodejs.org and build again.");
        }
    }

    private static String run(Path directory, List<String> command) {
        try {
            var process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            process.waitFor();
            return output.lines()
                    .filter(line -> !line.startsWith("npm warn"))
                    .reduce("", (all, line) -> all + line + "\n")
                    .strip();
        } catch (IOException missing) {
            return "missing: " + missing.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
