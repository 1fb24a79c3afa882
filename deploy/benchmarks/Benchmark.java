import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Runs the named scenarios, or all of them, against the packaged server over real sockets and prints their figures.
/// The load comes from the same machine, so every figure is a floor.
void main(String[] arguments) throws Exception {
    var scenarios = List.of(
            new StartUp(),
            new IdleSockets(),
            new Calls(),
            new ReconnectStorm(),
            new WholeSessions(),
            new AuthoriseWithHistory(),
            new CommandsAcrossNodes(),
            new CdrIntake(),
            new Rating(),
            new OcpiPull(),
            new OcpiStatus(),
            new OcpiAuthorisation(),
            new OcpiFanOut(),
            new Lists(),
            new ReRating(),
            new Export(),
            new InvoiceRun());
    if (List.of(arguments).contains("--list")) {
        scenarios.forEach(scenario -> IO.println("%-14s %s".formatted(scenario.name(), scenario.purpose())));
        return;
    }
    var wanted = new ArrayList<>(Arrays.asList(arguments));
    var chosen = scenarios.stream()
            .filter(scenario -> wanted.isEmpty() || wanted.contains(scenario.name()))
            .toList();
    wanted.removeAll(chosen.stream().map(Scenario::name).toList());
    if (!wanted.isEmpty()) {
        throw new IllegalArgumentException("no such scenario: " + wanted + "; see --list");
    }
    var report = new Report(machine());
    for (var scenario : chosen) {
        report.begin(scenario);
        scenario.run(report);
    }
    report.write(Path.of("deploy/target/benchmarks/report.md"));
    System.exit(0);
}

String machine() throws IOException {
    var description = Path.of("/proc/cpuinfo");
    var processor = Files.exists(description)
            ? Files.readAllLines(description).stream()
                    .filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .orElse("unknown")
            : System.getProperty("os.arch");
    return "%d processors (%s), %s, Java %s"
            .formatted(
                    Runtime.getRuntime().availableProcessors(),
                    processor,
                    System.getProperty("os.name"),
                    System.getProperty("java.version"));
}
