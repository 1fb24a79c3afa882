final class IdleSockets implements Scenario {
    @Override
    public String name() {
        return "idle-sockets";
    }

    @Override
    public String purpose() {
        return "authenticated chargers that only stay connected: handshakes per second and heap per socket";
    }

    @Override
    public void run(Report report) throws Exception {
        var wanted = Integer.parseInt(System.getenv().getOrDefault("SOCKETS", "5000"));
        try (var server = Server.withChargers(wanted)) {
            var before = server.liveHeapBytes();
            var started = System.nanoTime();
            try (var chargers = Chargers.connect(server, 1, wanted, 100)) {
                var seconds = (System.nanoTime() - started) / 1e9;
                Thread.sleep(5000);
                var after = server.liveHeapBytes();
                var how = chargers.all.size() + " chargers, 100 handshakes at once";
                report.figure("connects with password", Report.perSecond(wanted / seconds), how);
                report.figure(
                        "live heap per idle socket", "%.1f KB".formatted((after - before) / 1024.0 / wanted), how);
                report.figure("resident memory", server.residentMegabytes() + " MB", how);
            }
        }
    }
}
