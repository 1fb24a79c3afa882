import java.util.ArrayList;

final class StartUp implements Scenario {
    @Override
    public String name() {
        return "start-up";
    }

    @Override
    public String purpose() {
        return "time until ready, with an empty data folder and again, and the memory it takes";
    }

    @Override
    public void run(Report report) throws Exception {
        var data = Server.freshData();
        try (var first = Server.start(data)) {
            report.figure("first start, database created and demo loaded", first.startMillis + " ms", "once");
        }
        var starts = new ArrayList<Long>();
        var memory = new ArrayList<Long>();
        for (int i = 0; i < 5; i++) {
            try (var server = Server.start(data)) {
                starts.add(server.startMillis);
                memory.add(server.residentMegabytes());
            }
        }
        report.figure("start until ready", "%.0f ms".formatted(Statistics.median(starts)), "median of " + starts);
        report.figure("resident memory", "%.0f MB".formatted(Statistics.median(memory)), "median of " + memory);
    }
}
