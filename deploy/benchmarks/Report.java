import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Figures as they come, and as a Markdown table at the end.
final class Report {
    private final String machine;
    private final List<String> rows = new ArrayList<>();
    private String scenario = "";

    Report(String machine) {
        this.machine = machine;
        IO.println("Machine: " + machine);
    }

    void begin(Scenario next) {
        scenario = next.name();
        IO.println("\n" + next.name() + ": " + next.purpose());
    }

    /// @param value with its unit
    /// @param how what the value is of: rounds, number of messages, the other values
    void figure(String what, String value, String how) {
        IO.println("  %-52s %-16s %s".formatted(what, value, how));
        rows.add("| %s | %s | %s | %s |".formatted(scenario, what, value, how));
    }

    /// Calls of several rounds: the median of their rates and of their tails.
    void rates(String what, List<Round> rounds) {
        var rates = Statistics.median(rounds.stream().map(Round::perSecond).toList());
        var tails = Statistics.median(rounds.stream().map(Round::p99Micros).toList());
        figure(what, perSecond(rates), "p99 %s, medians of %d rounds".formatted(millis(tails), rounds.size()));
    }

    static String perSecond(double value) {
        return String.format(Locale.ROOT, "%,.0f/s", value);
    }

    static String millis(double micros) {
        return String.format(Locale.ROOT, "%.1f ms", micros / 1000);
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "Machine: " + machine + "\n\n| scenario | figure | value | how |\n|---|---|---|---|\n"
                        + String.join("\n", rows) + "\n");
    }
}
