/// One thing that is measured. A scenario starts the servers it needs and leaves nothing running.
interface Scenario {
    /// The word by which it is chosen on the command line.
    String name();

    String purpose();

    void run(Report report) throws Exception;
}
